from datetime import date
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from lib.language import use
from lib.ui.columns import Column, configuration, displayed, named
from lib.ui.downloads import csv, csv_later

FRAME = pd.DataFrame(
    {
        "name": ["Peña", "=cmd()", "-3 °C"],  # the second would run in a spreadsheet
        "kind": ["raid", None, "boat_stop"],  # a code, none, one that the contract lacks
        "status": ["active", "closed", None],
        "share": [0.123, None, 1.0],
        "members": [12.0, None, 0.0],  # whole, but for the gap
        "since": [date(2026, 11, 2), None, date(2025, 1, 31)],
        "trend": [[1, 2], [3], []],
        "secret": ["x", "y", "z"],
    }
)
COLUMNS = {
    "name": Column("Name"),
    "kind": Column("Kind", family="incident_kind"),
    "status": Column("Status", "status"),
    "share": Column("Share", "percent"),
    "members": Column("Members", "number"),
    "since": Column("Since", "date"),
    "trend": Column("Trend", "trend"),
}


def test_only_described_columns_are_shown_in_the_order_described():
    assert list(named(FRAME, COLUMNS).columns) == list(COLUMNS)
    assert list(named(FRAME, {"share": Column("S"), "gone": Column("G")}).columns) == ["share"]


def test_codes_are_named_in_the_viewers_language():
    with use("es"):
        shown = named(FRAME, COLUMNS)
    assert shown["kind"].tolist()[0] == "Redada"
    assert pd.isna(shown["kind"].tolist()[1])
    assert shown["kind"].tolist()[2] == "boat_stop"


def test_on_screen_a_status_has_its_sign_and_a_ratio_is_a_percentage():
    shown = displayed(FRAME, COLUMNS)
    assert shown["status"].tolist()[:2] == ["● Active", "✕ Closed"]
    assert pd.isna(shown["status"].tolist()[2])
    assert shown["share"].tolist()[0] == pytest.approx(12.3)


def test_a_status_may_be_of_another_family_and_a_file_has_no_signs():
    levels = pd.DataFrame({"level": ["fragile", "not_enough_data", None]})
    columns = {"level": Column("Health", "status", family="health_level")}
    shown = displayed(levels, columns)["level"].tolist()
    assert shown[:2] == ["▼ Fragile", "○ Not enough data"]
    assert pd.isna(shown[2])
    assert named(levels, columns)["level"].tolist()[0] == "Fragile"


def test_a_difference_that_rounds_to_nothing_has_no_sign():
    columns = {"d": Column("Change", "change")}
    differences = pd.DataFrame({"d": [-3.6, -0.4, 0.0, 0.4, 2.0, None]})
    config = configured(differences, columns)["d"]["type_config"]
    shown = displayed(differences, columns)["d"].tolist()[:-1]
    # "%.0f" writes -0.0 as "-0", and "%+.0f" writes 0 as "+0".
    assert config["format"] == "%.0f"
    assert [f"{value:.0f}" for value in shown] == ["-4", "0", "0", "0", "2"]


def test_the_frame_itself_is_left_alone():
    before = FRAME.copy(deep=True)
    displayed(FRAME, COLUMNS)
    csv(FRAME, COLUMNS, "es")
    pd.testing.assert_frame_equal(FRAME, before)


def configured(frame, columns):
    return configuration(columns, displayed(frame, columns))


DAYS = pd.DataFrame(
    {
        # The later one is the first as text would sort: "2 mar" < "9 nov", "10 oct" < "2 mar".
        "day": [date(2026, 3, 2), None, date(2025, 11, 9), date(2026, 3, 2)],
        # Late in the evening of the day before, by the viewer's clock.
        "at": pd.to_datetime(["2026-03-02T02:30Z", None, "2025-11-09T18:05Z", "2026-03-02T02:30Z"]),
    }
)


@pytest.mark.parametrize(
    ("kind", "written"),
    [("date", "MMM D, YYYY"), ("month", "MMM YYYY"), ("moment", "MMM D, YYYY, HH:mm")],
)
def test_dates_are_left_to_streamlit_in_its_own_language(kind, written):
    columns = {"day": Column("Day", kind)}
    shown = displayed(DAYS[["day"]], columns)
    assert shown["day"].tolist()[0] == date(2026, 3, 2)
    assert configuration(columns, shown)["day"]["type_config"]["format"] == written


@pytest.mark.parametrize(
    ("name", "kind", "values", "names"),
    [
        ("day", "date", ["2025-11-09", "2026-03-02"], ["9 nov 2025", "2 mar 2026"]),
        ("day", "month", ["2025-11-09", "2026-03-02"], ["nov 2025", "mar 2026"]),
        (
            "at",
            "moment",
            ["2025-11-09T12:05", "2026-03-01T20:30"],
            ["9 nov 2025, 12:05", "1 mar 2026, 20:30"],
        ),
    ],
)
def test_spanish_dates_have_spanish_months_and_sort_as_dates(
    monkeypatch, name, kind, values, names
):
    monkeypatch.setattr("lib.language.formats.viewer_zone", lambda: ZoneInfo("America/Chicago"))
    columns = {name: Column("Day", kind)}
    with use("es"):
        shown = displayed(DAYS, columns)
        made = configuration(columns, shown)[name]["type_config"]
    assert shown[name].tolist() == [values[1], None, values[0], values[1]]
    assert made["type"] == "selectbox"
    assert [option["value"] for option in made["options"]] == values
    assert [option["label"] for option in made["options"]] == names


def test_a_column_of_dates_without_a_single_one_is_no_error():
    columns = {"day": Column("Day", "date"), "at": Column("At", "moment")}
    empty = pd.DataFrame({"day": [None, None], "at": pd.to_datetime([None, None], utc=True)})
    with use("es"):
        shown = displayed(empty, columns)
        made = configuration(columns, shown)
    assert shown["day"].tolist() == shown["at"].tolist() == [None, None]
    assert made["day"]["type_config"]["options"] == []


def test_every_column_has_its_header():
    assert {name: made["label"] for name, made in configured(FRAME, COLUMNS).items()} == {
        name: column.label for name, column in COLUMNS.items()
    }


def test_a_file_has_headers_names_and_raw_numbers_and_no_formula_and_no_drawing():
    lines = csv(FRAME, COLUMNS, "es").decode("utf-8-sig").splitlines()
    assert lines == [
        "Name,Kind,Status,Share,Members,Since",
        "Peña,Redada,Activo,0.123,12,2026-11-02",
        "'=cmd(),,Cerrado,,,",
        "'-3 °C,boat_stop,,1.0,0,2025-01-31",
    ]


def test_a_file_made_later_is_in_the_language_of_when_it_was_offered():
    with use("es"):
        make = csv_later(FRAME, COLUMNS)
    assert make() == csv(FRAME, COLUMNS, "es") != csv(FRAME, COLUMNS, "en")


def test_a_file_begins_with_a_byte_order_mark():
    assert csv(FRAME, COLUMNS, "en").startswith(b"\xef\xbb\xbf")
