"""Where a person arrives, what they change about themselves, and their photo."""
