"""Make a finished PDF of a plan, a patient and a clinic."""
