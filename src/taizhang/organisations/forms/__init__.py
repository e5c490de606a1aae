"""Forms of units and memberships."""
