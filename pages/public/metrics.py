"""Published numbers, for partners and everyone; no account needed."""

from lib.topics.publication import public_page
from lib.ui.frame import open_public_page

open_public_page(__file__)
public_page.draw()
