"""The file format: objects, tags, fonts, images and what the standards ask for."""
