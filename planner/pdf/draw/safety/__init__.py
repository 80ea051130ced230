"""Draw the safety pages: when to get help, and how pain guides the exercises."""

from planner.pdf.draw.safety import guide, help  # noqa: A004, F401 - registers how their blocks are drawn
