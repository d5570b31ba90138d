"""The pages about mentors: finding one, looking at one, and what a mentor sees and sets."""
