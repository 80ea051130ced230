"""How a week of the calendar looks: one table, with its measures for each size."""

from planner.pdf.draw.calendar.week import week as week
