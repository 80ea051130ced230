"""Many booklets: a roster in; files, a report and a print job out. Every row ends somewhere."""
