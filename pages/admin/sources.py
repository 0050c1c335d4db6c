"""How fresh the data are, and which records can't be right."""

from lib.topics.administration import impossible_records, sources
from lib.ui.frame import open_page, part

open_page(__file__)
for database in sources.databases():
    with part():
        sources.draw(database)
    with part():
        impossible_records.draw(database)
