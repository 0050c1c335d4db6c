"""Files of every kind as tables: rows of cells, each with the number by which a person finds it."""
