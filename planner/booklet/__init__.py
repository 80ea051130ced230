"""A plan, a patient and a clinic to a finished PDF."""
