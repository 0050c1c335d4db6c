"""Pictures of accompaniment."""
