"""What the staff type."""
