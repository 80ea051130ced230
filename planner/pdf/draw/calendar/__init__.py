"""How a week of the calendar looks."""
