"""Names of places, lines, dishes and cuisines, found in what people type."""
