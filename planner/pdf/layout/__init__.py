"""Type and pages: lines, pieces, the pen, the theme."""
