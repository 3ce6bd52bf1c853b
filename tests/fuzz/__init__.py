"""Reading what strangers write, under bytes that no one would: `python -m tests.fuzz` with atheris, seeds without."""
