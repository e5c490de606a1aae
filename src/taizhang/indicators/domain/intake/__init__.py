"""How figures come in (报数): what a cell says, what is doubtful, what taking it changes."""
