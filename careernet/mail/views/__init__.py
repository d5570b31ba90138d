"""The pages of one's mails: those that came, those that are wanted, and whether one is ours."""
