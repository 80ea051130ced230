"""Packages by name, as some releases on PyPI bring a `tests` of their own."""
