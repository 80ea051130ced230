"""How the handout looks."""

from planner.pdf.draw.handout.card import card as card
from planner.pdf.draw.handout.pages import handout as handout
