"""How each block looks: a module per section, named after it."""
