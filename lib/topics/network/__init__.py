"""Network: who would we call, and who is the only one?"""
