"""How the sheet for the fridge looks."""

from planner.pdf.draw.one_page.back import sign_lists as sign_lists
from planner.pdf.draw.one_page.calls import contacts as contacts
from planner.pdf.draw.one_page.front import fridge as fridge
