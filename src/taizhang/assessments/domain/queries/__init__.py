"""What pages of the room ask of the database."""
