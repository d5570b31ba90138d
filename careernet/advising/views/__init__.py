"""The advisor's pages. They show the advisor's own students; everybody else's do not exist here."""
