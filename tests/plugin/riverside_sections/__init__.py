"""A clinic's own kinds of sections, as a package: what `planner.sections.plugins` describes, worked out."""
