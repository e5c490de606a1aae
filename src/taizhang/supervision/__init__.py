"""Supervision (督查): mechanisms, clocks, light regimes, extensions, returns, slips, closing."""
