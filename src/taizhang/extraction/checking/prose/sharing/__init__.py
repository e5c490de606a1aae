"""Shares and rates in running text (占比): what they are of, and whether they hold."""
