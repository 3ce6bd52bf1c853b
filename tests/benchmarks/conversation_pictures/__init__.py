"""Pictures of conversations, drawn from what was said and called in a real run."""
