"""Health on the pages: what a fading, a forming and an unknown committee show, and to whom."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text

from lib import reads
from lib.data import engines
from lib.data.scope import Scope
from lib.language import LANGUAGES, use
from lib.language.formats import plain
from lib.measures.early_warning import EarlyWarning, Verdict
from lib.measures.early_warning import early_warning as fitted
from lib.measures.health import health as measured
from lib.measures.health import who_first
from lib.measures.health.inputs import Inputs
from lib.topics.committees import committee_table, early_warning
from lib.topics.committees.committee import find
from lib.topics.health.listing import by_committee
from lib.topics.health.standing import standing
from lib.ui import downloads
from lib.ui.filters import Choice
from tests.pages.conftest import AS_OF, Visit, forget_reads, words
from tests.topics.committees.test_early_warning import fit as predicted

pytestmark = pytest.mark.slow

SOUTHWEST = Scope(("southwest",))
HOSTILE = "![x](http://evil.example/p.png) <img src=x> :red[y]"
SNAPSHOT = "dashboard.health_snapshot"


def execute(database: str, statement: str, **values: object) -> list[Any]:
    with engines.owner(database).begin() as connection:
        result = connection.execute(text(statement), values)
        return list(result) if result.returns_rows else []


@pytest.fixture
def committees(organization: None) -> Iterator[dict[str, str]]:
    """Three active committees of the Southwest, made to fade, to form and to have no data."""
    rows = execute(
        "dashboard",
        f"SELECT committee_id FROM {SNAPSHOT} WHERE region_id = 'southwest'"
        " AND as_of = :day AND status = 'active' ORDER BY 1 LIMIT 3",
        day=AS_OF,
    )
    ids = dict(zip(("fading", "forming", "unknown"), (row[0] for row in rows), strict=True))
    changes = {
        "fading": "days_since_last_gathering = 89, gatherings_90 = 0, counted_gatherings_90 = 0,"
        " attended_90 = 0, coordinators = 0, coordinators_core = 0, covered_by_dues = members + 1",
        "forming": "status = 'forming', coordinators = 1, coordinators_core = 0",
        "unknown": "members = NULL, covered_by_dues = NULL, core_certified = NULL,"
        " attended_90 = NULL, coordinators = NULL, coordinators_core = NULL",
    }
    execute("dashboard", f"CREATE TABLE kept_aside AS TABLE {SNAPSHOT}")
    for name, change in changes.items():
        execute(
            "dashboard",
            f"UPDATE {SNAPSHOT} SET {change} WHERE committee_id = :id AND as_of = :day",
            id=ids[name],
            day=AS_OF,
        )
    forget_reads()
    yield ids
    execute("dashboard", f"TRUNCATE {SNAPSHOT}")
    execute("dashboard", f"INSERT INTO {SNAPSHOT} SELECT * FROM kept_aside")
    execute("dashboard", "DROP TABLE kept_aside")
    forget_reads()


def name_of(committee: str) -> str:
    query = "SELECT name FROM rollup.committee WHERE committee_id = :id"
    return str(execute("membership", query, id=committee)[0][0])


def table_of(scope: Scope) -> Any:
    return committee_table.rows(Choice(scope, 13))


def lately() -> pd.DataFrame:
    """What was saved in fourteen weeks."""
    last = reads.as_of("membership")
    return reads.dashboard.health_snapshots(SOUTHWEST, last - timedelta(weeks=14), last)


def test_the_table_stands_in_the_order_of_who_first(committees: dict[str, str]) -> None:
    rows = lately()
    day = rows["as_of"].max()
    expected = who_first(measured(rows), day, {"southwest": 1.0})["committee_id"].tolist()
    listed = table_of(SOUTHWEST)
    assert listed["committee_id"].tolist()[: len(expected)] == expected
    assert len(listed) > len(expected) > 3
    # The rest is by name.
    rest = listed["name"].tolist()[len(expected) :]
    assert rest == sorted(rest)


def test_days_between_those_that_are_compared_are_not_read(committees: dict[str, str]) -> None:
    days = sorted({day.date() for day in lately()["as_of"]})
    # A day between two that are saved: the one before it is what was known on it.
    lately_on = days[-3] + timedelta(days=1)
    some = reads.dashboard.health_on_days(SOUTHWEST, [days[1], lately_on], days[0])
    assert sorted({day.date() for day in some["as_of"]}) == [days[1], days[-3]]
    assert reads.dashboard.health_days(SOUTHWEST, [days[1], lately_on], days[0]) == [
        days[1],
        days[-3],
    ]
    # None is taken from before the first day.
    assert reads.dashboard.health_on_days(SOUTHWEST, [days[0]], days[1]).empty


def test_the_table_tells_a_score_from_progress_and_both_from_no_data(
    committees: dict[str, str],
) -> None:
    frame = table_of(SOUTHWEST).set_index("committee_id")
    fading, forming, unknown = (
        frame.loc[committees[name]] for name in ("fading", "forming", "unknown")
    )
    # Without turnout and dues 76 points have data: rhythm's and coordination's 36 are all lost.
    assert fading["score"] <= round(100 * 40 / 76)
    assert forming["score"] != forming["score"]  # noqa: PLR0124 - NaN
    assert 0 < forming["progress"] <= 100
    assert unknown["level"] == "not_enough_data"
    assert unknown[["score", "progress"]].isna().all()


def test_the_overview_calls_first_who_needs_someone_most(
    visit: Visit, committees: dict[str, str]
) -> None:
    seen = visit("organizer/this_week.py", "southwest")
    assert not seen.exception
    said = words(seen)
    health = standing(SOUTHWEST)
    assert health is not None
    listed = by_committee(health)
    first = listed[listed["is_pressing"]].iloc[0]
    # Its cause in front, and what else put it there.
    assert first["cause"] == "Nobody coordinates it: all 24 points lost"
    assert f"**{first['cause']}**" in said
    assert first["besides"] in said
    # The deed, without the points that it wins.
    assert f"→ {first['what'].split(' (+')[0]}" in said
    assert f"{listed['is_pressing'].sum()} committees need support this week" in said


def test_the_page_of_a_fading_committee_says_what_is_wrong_and_what_to_do(
    visit: Visit, committees: dict[str, str]
) -> None:
    seen = visit("organizer/committee.py", "southwest", committee=committees["fading"])
    assert not seen.exception
    assert seen.header[0].value.endswith("of 100 points")
    assert seen.info[0].value.startswith("Do next: **")
    said = words(seen)
    # Without turnout and dues (12 each) 76 points have data: 18, coordination's, are all lost.
    assert "coordination (24 of 24)" in said
    assert "more members covered by dues than members (1)" in said
    assert len([e for e in seen.expander if " · loses " in e.label]) >= 6


def test_the_page_of_a_forming_committee_says_that_it_has_rules_of_its_own(
    visit: Visit, committees: dict[str, str]
) -> None:
    seen = visit("organizer/committee.py", "southwest", "es", committee=committees["forming"])
    assert not seen.exception
    assert seen.header[0].value.endswith("de 100 puntos de avance")
    assert "Un comité en formación se evalúa solo por lo que le falta" in words(seen)


def test_the_page_of_a_committee_without_data_shows_no_score(
    visit: Visit, committees: dict[str, str]
) -> None:
    seen = visit("organizer/committee.py", "southwest", committee=committees["unknown"])
    assert not seen.exception
    assert seen.header[0].value == "○ Not enough data"
    assert "that is no low score" in words(seen)
    assert seen.info[0].value == "**Complete its records, so that it can be judged**"


def test_the_committees_page_says_what_was_left_out_and_by_which_rules(
    visit: Visit, committees: dict[str, str]
) -> None:
    said = words(visit("organizer/committees.py", "southwest"))
    assert "A forming one is judged only by what it still lacks" in said
    assert "Left out of the scores as impossible: 1 figure of 1 committee" in said
    # It is no other region's.
    assert "impossible" not in words(visit("organizer/committees.py", "southeast"))


@pytest.mark.parametrize("page", ["organizer/this_week.py", "organizer/committee.py"])
def test_a_hostile_name_stays_text(visit: Visit, committees: dict[str, str], page: str) -> None:
    name = name_of(committees["fading"])
    update = "UPDATE rollup.committee SET name = :name WHERE committee_id = :id"
    execute("membership", update, name=HOSTILE, id=committees["fading"])
    forget_reads()
    try:
        seen = visit(page, "southwest", committee=committees["fading"])
    finally:
        execute("membership", update, name=name, id=committees["fading"])
        forget_reads()
    assert not seen.exception
    drawn = [str(e.value) for e in (*seen.title, *seen.markdown, *seen.caption, *seen.header)]
    links = [str(e.proto.label) for e in seen.get("page_link")]
    assert any(plain(HOSTILE) in said for said in (*drawn, *links))
    assert not any(HOSTILE in said for said in (*drawn, *links))


def test_an_organizer_downloads_their_own_region_and_a_national_viewer_all(
    committees: dict[str, str],
) -> None:
    everywhere = Scope(("midwest", "northeast", "southeast", "southwest", "west"))
    columns = committee_table.columns(Choice(everywhere, 13))
    ours, all_ = (
        downloads.csv(table_of(scope), columns, "en").decode("utf-8-sig").splitlines()
        for scope in (SOUTHWEST, everywhere)
    )
    assert len(all_) > len(ours)
    assert not any(",Southeast," in line for line in ours)
    assert any(",Southeast," in line for line in all_)


def test_the_file_says_why_and_what_to_do_in_its_language(committees: dict[str, str]) -> None:
    choice = Choice(SOUTHWEST, 13)
    health = standing(SOUTHWEST)
    assert health is not None
    finish = partial(committee_table.in_words, health=health)
    made = downloads.csv(table_of(SOUTHWEST), committee_table.columns(choice), "es", finish)
    with use("es"):
        listed = by_committee(health).set_index("committee_id")
    lines = made.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(listed)
    for name in ("fading", "forming"):
        said = listed.loc[committees[name]]
        assert any(said["why"] in line and said["what"] in line for line in lines)


def test_no_scope_but_its_own_region_shows_a_committee(committees: dict[str, str]) -> None:
    assert find(Scope(("southeast",)), committees["fading"]) is None
    elsewhere = standing(Scope(("southeast",)))
    assert elsewhere is not None
    assert committees["fading"] not in set(elsewhere.measured["committee_id"])


def test_before_anything_is_saved_the_pages_say_so(
    visit: Visit, committees: dict[str, str]
) -> None:
    execute("dashboard", f"TRUNCATE {SNAPSHOT}")
    forget_reads()
    overview = visit("organizer/this_week.py", "southwest")
    table = visit("organizer/committees.py", "southwest")
    one = visit("organizer/committee.py", "southwest", committee=committees["fading"])
    for seen in (overview, table, one):
        assert not seen.exception
    assert "is known after the next refresh" in words(overview)
    assert "Health has not been measured yet" in words(table)
    assert "Health has not been measured yet" in words(one)


def test_no_early_warning_is_offered_where_too_few_fell_silent(
    visit: Visit, committees: dict[str, str]
) -> None:
    # Hardly any of these few committees ever fell silent.
    assert not early_warning.can_be_fitted(SOUTHWEST)
    seen = visit("organizer/committees.py", "southwest")
    assert not [e for e in seen.expander if e.label.startswith("Early warning")]


def test_the_early_warning_is_fitted_from_as_many_months_of_silence_as_it_takes(
    committees: dict[str, str],
) -> None:
    # 40 to learn from and 10 to be judged on, of committees that were active and met.
    silent = (
        f"UPDATE {SNAPSHOT} SET status = 'active', days_since_last_gathering = 5,"
        f" gatherings_next_90 = 0 WHERE (committee_id, as_of) IN (SELECT committee_id, as_of FROM"
        f" {SNAPSHOT} WHERE kept = 'month' AND region_id = 'southwest' ORDER BY 1, 2 LIMIT :n)"
    )
    execute("dashboard", f"UPDATE {SNAPSHOT} SET gatherings_next_90 = 1")
    for months, is_enough in ((49, False), (50, True)):
        execute("dashboard", silent, n=months)
        forget_reads()
        assert early_warning.can_be_fitted(SOUTHWEST) is is_enough
    # It is no other region's.
    assert not early_warning.can_be_fitted(Scope(("southeast",)))


def test_the_early_warning_is_fitted_only_once_somebody_unfolds_it(
    visit: Visit, committees: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fits: list[Scope] = []

    def counted(scope: Scope) -> EarlyWarning:
        fits.append(scope)
        return predicted(Verdict.TOO_LITTLE_HISTORY)

    monkeypatch.setattr(early_warning, "can_be_fitted", lambda _scope: True)
    monkeypatch.setattr(early_warning, "_fitted", counted)
    forget_reads()
    seen = visit("organizer/committees.py", "southwest")
    assert [e for e in seen.expander if e.label.startswith("Early warning")]
    assert fits == []
    seen.session_state["early_warning"] = True
    seen.run()
    assert not seen.exception
    assert fits == [SOUTHWEST]
    assert "There is too little history to tell who may fall silent" in words(seen)


@pytest.mark.parametrize("page", ["this_week", "committees", "committee"])
def test_a_switch_of_language_measures_nothing_anew(
    visit: Visit, committees: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    taken: list[int] = []
    begin = Inputs.__init__

    def counted(self: Inputs, **parts: Any) -> None:
        taken.append(len(parts["keys"]))
        begin(self, **parts)

    # Whatever health measures, it takes its rows apart first.
    monkeypatch.setattr(Inputs, "__init__", counted)
    forget_reads()
    script, query = f"organizer/{page}.py", {"committee": committees["fading"]}
    english = words(visit(script, "southwest", **query))
    once = len(taken)
    assert once
    spanish = words(visit(script, "southwest", "es", **query))
    assert english != spanish
    assert len(taken) == once


def test_a_switch_of_language_fits_no_early_warning_anew(
    visit: Visit, committees: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    histories: list[int] = []

    def counted(history: pd.DataFrame) -> EarlyWarning:
        histories.append(len(history))
        return fitted(history)

    monkeypatch.setattr(early_warning, "can_be_fitted", lambda _scope: True)
    monkeypatch.setattr(early_warning, "early_warning", counted)
    forget_reads()
    for language in LANGUAGES:
        page = visit("organizer/committees.py", "southwest", language)
        page.session_state["early_warning"] = True
        page.run()
        assert not page.exception
    assert len(histories) == 1


def test_a_committee_is_taken_on_its_card_and_given_back(
    visit: Visit, committees: dict[str, str]
) -> None:
    seen = visit("organizer/this_week.py", "southwest")
    buttons = [button for button in seen.button if str(button.key).startswith("take-")]
    # Five at most, each with a button of its own.
    assert 1 <= len(buttons) <= 5
    committee_id = str(buttons[0].key).removeprefix("take-")
    seen = buttons[0].click().run()
    next(button for button in seen.button if button.label == "Take it").click().run()
    assert not seen.exception
    (taken,) = reads.dashboard.taken(SOUTHWEST)
    assert (taken.committee_id, taken.username) == (committee_id, "southwest")
    assert any("Yours until" in caption.value for caption in seen.caption)
    seen.button(key=f"release-{committee_id}").click().run()
    assert reads.dashboard.taken(SOUTHWEST) == ()
