"""The invented organization that a newcomer sees: real places, no real person or organization."""
