"""The companies of the industry: their names, their parents, and which one a text means."""
