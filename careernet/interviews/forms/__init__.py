"""What people type about an interview, by page. Every wall-clock time is read in the zone of whoever types it."""
