"""Every sentence in exactly one class, and the account that proves it."""
