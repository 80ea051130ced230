"""How a week of the calendar looks: at standard and large, and in days at xl."""

from planner.pdf.draw.calendar.week import week as week
