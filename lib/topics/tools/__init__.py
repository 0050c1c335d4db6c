"""Tools: what exists for whom, and does anyone use it?"""
