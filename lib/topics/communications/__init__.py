"""Who heard us, in which language, through whom."""
