"""What every statement must hold, tried on small organizations: each page, role and language."""
