"""The parts of a booklet, one file each: they know words and their order, no points and no fonts."""
