"""Who sees all regions chooses them one by one, and subtracts."""
