"""What can be looked up by a command, one a module; each takes the turn and what was typed, and gives a reply."""
