"""How the card of an exercise looks."""
