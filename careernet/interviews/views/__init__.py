"""The pages of interviews. A view fetches through the person, binds one form and calls one action."""
