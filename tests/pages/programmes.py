"""Organizations that have less than the pages of a programme are made for."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import text

from lib.access import demo_accounts
from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.refresh import health_saving, lacking, refresh
from tests.data.rows import STATES, Rows
from tests.data.saved import WITHOUT_TRIGGERS
from tests.templates.making import PAGES_AS_OF

LAST_YEAR = PAGES_AS_OF - timedelta(days=400)


def derive() -> None:
    """Refresh both sources and keep how the committees stand."""
    for database in SOURCES:
        refresh(database, PAGES_AS_OF)
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("DELETE FROM dashboard.health_snapshot"))
        connection.execute(text("DELETE FROM dashboard.health_saving"))
    health_saving.save()


def change(database: str, *statements: str, **values: object) -> None:
    """Change a source, whatever refers to what goes."""
    with engines.owner(database).begin() as connection:
        connection.execute(text(WITHOUT_TRIGGERS))
        for statement in statements:
            connection.execute(text(statement), values)


def without_optional_tables() -> None:
    """The organization of the pages, whose schema has no table that the contract calls optional."""
    for database, metadata in SOURCES.items():
        names = [t.fullname for t in metadata.sorted_tables if lacking.is_optional(t)]
        change(database, *(f"DROP TABLE {name} CASCADE" for name in names))
    derive()


def nobody_in_good_standing() -> None:
    """The organization of the pages, whose members all lapsed a year ago; nobody paid since."""
    change(
        "membership",
        "DELETE FROM source.member WHERE joined_on > :day",
        "UPDATE source.member SET lapsed_on = least(lapsed_on, :day)",
        "DELETE FROM source.dues_payment WHERE paid_on > :day",
        "UPDATE source.dues_payment SET covers_to = least(covers_to, :day)",
        "DELETE FROM source.membership_spell WHERE began_on > :day",
        "UPDATE source.membership_spell SET ended_on = least(ended_on, :day)",
        day=LAST_YEAR,
    )
    derive()


def one_of_each() -> None:
    """One tier, one committee, one member; one tool that was used once, one request, one visit;
    one partner, one campaign, one message and one case."""
    rows, last_week = _begun(), PAGES_AS_OF - timedelta(days=7)
    rows("membership", "committee", {"committee_id": "c1"})
    member = {"member_id": "m1", "committee_id": "c1", "tier_id": "t1", "state_fips": "04"}
    rows("membership", "member", {**member, "joined_on": date(2025, 1, 1)})
    cover = {"covers_from": date(2025, 1, 1), "covers_to": PAGES_AS_OF + timedelta(days=20)}
    rows("membership", "dues_payment", {"member_id": "m1", "paid_on": date(2025, 1, 1), **cover})
    rows("membership", "resource_use", {"used_on": last_week})
    rows("membership", "support_request", {"opened_on": last_week})
    rows("membership", "support_visit", {"visited_on": last_week})
    rows("membership", "partner", {"partner_id": "p1", "place_id": "tucson"})
    rows("membership", "campaign", {"committee_id": "c1", "place_id": "tucson"})
    last_month = PAGES_AS_OF.replace(day=1) - timedelta(days=10)
    rows("membership", "message", {"published_on": last_month, "region_id": "southwest"})
    rows("incidents", "deportation_case", {"state_fips": "04", "opened_on": last_week})
    _ended()


def nothing() -> None:
    """Regions and states, and no record of anything."""
    _begun()
    _ended()


def _begun() -> Rows:
    rows = Rows()
    for database in SOURCES:
        change(database, "DELETE FROM source.state", "DELETE FROM source.region")
        rows(database, "state", *({"state_fips": fips} for fips in STATES))
    return rows


def _ended() -> None:
    derive()
    # An account is of regions, which come with a refresh.
    demo_accounts.create()


MAKERS: dict[str, tuple[str, Callable[[], None]]] = {
    "lacking": ("pages", without_optional_tables),
    "lapsed": ("pages", nobody_in_good_standing),
    "one": ("migrated", one_of_each),
    "nothing": ("migrated", nothing),
}
"""An organization → the template that it begins with, and what makes it of that."""
