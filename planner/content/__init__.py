"""What people write: plans, patients, clinics and the library; every error with its place."""
