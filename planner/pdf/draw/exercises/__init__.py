"""How the card of an exercise looks."""

from planner.pdf.draw.exercises.card import card as card
