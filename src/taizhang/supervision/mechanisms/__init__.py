"""Supervision mechanisms (督办机制) as data: types, loader, check."""
