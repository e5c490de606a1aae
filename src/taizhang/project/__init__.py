"""Settings, addresses, the embedded database and the frame of the pages."""
