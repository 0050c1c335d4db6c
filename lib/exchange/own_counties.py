"""The counties of the organization, which an import may name beside those that are shipped."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.configuration import ConfigurationError
from lib.data.contract import source_table


class OwnCounty(NamedTuple):
    """A row of ``source.county``: its name, and whether its people are known."""

    name: str
    has_people: bool


NOT_OWN = OwnCounty("", has_people=False)


def own_counties() -> dict[str, OwnCounty]:
    """The rows of ``source.county`` by code.

    They are in the membership database. Incidents may be imported where that is out of reach; the
    shipped counties are all that is known then.
    """
    county = source_table("membership", "county")
    columns = (county.c.county_fips, county.c.name, county.c.population.is_not(None))
    try:
        with engines.owner("membership").connect() as connection:
            found = connection.execute(select(*columns)).all()
    except (ConfigurationError, SQLAlchemyError):
        return {}
    return {code: OwnCounty(name, has_people) for code, name, has_people in found}
