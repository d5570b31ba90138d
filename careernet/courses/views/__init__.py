"""Classes, as those who are in them, teach them and run them see them."""
