"""Independent re-checks of closed tasks (复核抽查)."""
