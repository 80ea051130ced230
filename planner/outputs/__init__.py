"""What is written: files that appear whole, stores, encryption, calendar files, previews."""
