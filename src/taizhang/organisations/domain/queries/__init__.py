"""Joins and look-ups over units and memberships."""
