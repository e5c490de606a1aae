"""What is done with bulletins: drafted, reviewed, issued, answered, made again (通报办理)."""
