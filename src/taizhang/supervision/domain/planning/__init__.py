"""What an event must carry before it is hashed: due moments, periods, answers (推算)."""
