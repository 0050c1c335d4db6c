"""The brief: one page of plain HTML for a region, a committee or the nation; on a screen without a
script, on paper and in the mail.

It says what the pages say, of the same figures: no number is computed here.
"""
