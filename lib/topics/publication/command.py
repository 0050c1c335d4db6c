"""``python -m lib publish``: what is published, and its edition of plain files."""

from lib.publication.command import app
from lib.topics.publication.site import site

app.command()(site)
