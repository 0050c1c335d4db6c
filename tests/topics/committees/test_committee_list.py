"""The list of committees: its title counts its rows, each row opens its committee."""

from datetime import date

import pandas as pd
import pytest

from lib.access.taking import Taken
from lib.language import use
from lib.topics.committees.committee_list import listing, title
from lib.topics.committees.list_filters import filtered, ordered
from lib.topics.health.taking import with_takings
from lib.ui.listing import Cell, Listing, Row

TODAY = date(2026, 11, 27)
_DEFAULTS = {
    "region": "Southwest",
    "where": "Tucson, AZ",
    "status": "active",
    "kind": "local",
    "level": "steady",
    "score": 62.0,
    "progress": float("nan"),
    "why": "Low score: 62 of 100",
    "what": "Hold a gathering (+3.1)",
    "members": 23,
    "last_gathering_on": pd.Timestamp(2026, 11, 9),
    "is_pressing": False,
}


def committees(**rows: dict[str, object]) -> pd.DataFrame:
    """Committees by their names, each said by what differs."""
    return pd.DataFrame(
        [{"committee_id": name, "label": name, **_DEFAULTS, **own} for name, own in rows.items()]
    )


EVERYONE = committees(
    Álamo={"is_pressing": True, "level": "fragile"},
    Norte={"kind": "affinity", "where": "El Paso, TX", "members": 5},
    Ñuble={"status": "forming", "level": "building", "members": 50},
    Oeste={"status": "closed", "level": "closed"},
    Unknown={"last_gathering_on": pd.NaT, "level": None, "why": None, "what": None},
)


def listed(**choice: object) -> pd.DataFrame:
    chosen = {"sought": "", "levels": [], "statuses": [], "kinds": [], **choice}
    return filtered(EVERYONE, **chosen)  # type: ignore[arg-type]


def test_closed_ones_are_listed_only_where_they_are_asked_for() -> None:
    assert listed()["label"].tolist() == ["Álamo", "Norte", "Ñuble", "Unknown"]
    assert listed(statuses=["closed"])["label"].tolist() == ["Oeste"]


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({"levels": ["fragile"]}, ["Álamo"]),
        ({"kinds": ["affinity"]}, ["Norte"]),
        # Accents and capitals don't matter, and each word may stand elsewhere.
        ({"sought": "ALAMO tucson"}, ["Álamo"]),
        ({"sought": "paso"}, ["Norte"]),
        # No pattern is made of it.
        ({"sought": ".*"}, []),
    ],
)
def test_what_is_chosen_leaves_what_fits(choice: dict[str, object], names: list[str]) -> None:
    assert listed(**choice)["label"].tolist() == names


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("need", ["Álamo", "Norte", "Ñuble", "Unknown"]),
        # Á with A, Ñ after N.
        ("name", ["Álamo", "Norte", "Ñuble", "Unknown"]),
        ("members", ["Ñuble", "Álamo", "Unknown", "Norte"]),
    ],
)
def test_orders(order: str, names: list[str]) -> None:
    assert ordered(listed(), order)["label"].tolist() == names


def test_names_are_in_the_order_of_people() -> None:
    names = committees(Zuni={}, Ñuble={}, Nz={}, Azul={}, Álamo={}, norte={})
    assert ordered(names, "name")["label"].tolist() == [
        "Álamo",
        "Azul",
        "norte",
        "Nz",
        "Ñuble",
        "Zuni",
    ]


def test_who_has_no_known_gathering_comes_last() -> None:
    assert ordered(listed(), "last_gathering")["label"].tolist()[-1] == "Unknown"


def test_the_title_counts_the_rows() -> None:
    assert title(listed(), EVERYONE) == "4 committees: 1 needs support"
    assert title(listed(kinds=["affinity"]), EVERYONE) == "1 committee fits these filters"
    assert title(listed(sought="qq"), EVERYONE) == "0 committees fit these filters"
    # As many as are open, but not those.
    four = EVERYONE.assign(status=["closed", *["active"] * 4])
    assert title(four.head(4), four) == "4 committees fit these filters: 1 needs support"
    with use("es"):
        assert title(listed(), EVERYONE) == "4 comités: 1 necesita apoyo"


def test_a_row_says_how_a_committee_stands_and_leads_to_it() -> None:
    alamo, _norte, _nuble, unknown = listing(listed(), {}, several=True, today=TODAY).rows
    assert alamo.href == "committee?committee=%C3%81lamo"
    assert alamo.cells[0] == Cell(
        "Álamo", ("▼ Fragile · 62 of 100", "Tucson, AZ · Southwest · 23 members")
    )
    assert alamo.cells[3].text == "Nov 9"
    # Without its health the status is said; that no gathering is known is not that there was none.
    assert unknown.cells[0].notes[0] == "● Active"
    assert [cell.text for cell in unknown.cells[1:]] == ["", "", "None is known", ""]


def test_who_has_taken_a_committee_stands_in_its_row_and_in_the_file() -> None:
    taking = Taken("Norte", "southwest", "ana", "Southwest organizer", "visit", date(2026, 12, 4))
    takings = {"Norte": taking}
    rows = listing(listed(), takings, several=False, today=TODAY).rows
    assert rows[1].cells[4] == Cell("Southwest organizer", ("Visit it", "until Dec 4"))
    assert rows[0].cells[4] == Cell("")
    frame = with_takings(listed(), takings)
    assert frame["taken_by"].fillna("").tolist() == ["", "Southwest organizer", "", ""]
    assert frame["taken_until"].notna().tolist() == [False, True, False, False]


def test_what_a_name_says_stays_text() -> None:
    hostile = "<img src=x onerror=alert(1)>\"' [x](http://evil.example)"
    html = Listing(
        ("A", "B"), (Row((Cell(hostile), Cell(hostile)), href=f'c?"{hostile}'),), hostile
    )
    said = html.html
    assert "<img" not in said
    assert said.count("&lt;img") == 4
    assert '"&#39; [x]' not in said
