"""careernet: informational interviews with alumni, from first search to keeping in touch."""
