"""Where need and capacity are furthest apart, how sure that is, and what would cover most of it."""
