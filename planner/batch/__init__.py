"""Many booklets: from a roster to files, reports and a print job. Each row ends as a file or as a reason."""
