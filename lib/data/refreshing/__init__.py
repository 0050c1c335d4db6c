"""The parts of a refresh."""
