"""Prescribing: what this patient does, how much, on which days."""
