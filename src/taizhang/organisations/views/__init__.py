"""Pages of units and memberships."""
