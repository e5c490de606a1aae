"""What a sentence counts and dates: numerals, quantities, times, targets."""
