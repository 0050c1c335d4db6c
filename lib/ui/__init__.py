"""What is drawn: language, palette, charts, maps, headline figures and tables."""
