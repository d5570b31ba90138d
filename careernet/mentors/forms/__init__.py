"""What mentors type, by page."""
