"""The page of priorities: its choices live in the link, its scenarios open, nothing breaks it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from lib.access import scenarios
from lib.access.scenarios import Content, SavedWish
from lib.data import engines
from lib.language import _, use
from tests.pages.conftest import Visit, findings, forget_reads, words

pytestmark = pytest.mark.slow

PAGE = "national/priorities.py"
WISH = SavedWish(organizers=2, trainings=0, minutes=60)


def _ranks(page: AppTest) -> list[str]:
    """The places of the ranked table, first one on top."""
    frames = [frame.value for frame in page.dataframe if "rank_said" in frame.value]
    return list(frames[0]["place"])


# A control of each view, as it is called in English.
CONTROLS = {
    "places": "Why here? Choose a place",
    "choose": "Travel time",
    "scenarios": "Name of the scenario",
    "regions": None,
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("view", CONTROLS)
def test_each_view_is_drawn_alone(visit: Visit, view: str, language: str) -> None:
    page = visit(PAGE, "national", language, view=view)
    assert not page.exception
    assert not page.warning
    labels = {box.label for kind in (page.selectbox, page.text_input) for box in kind}
    with use(language):
        drawn = [name for name, label in CONTROLS.items() if label and _(label) in labels]
    assert drawn == ([view] if CONTROLS[view] else [])
    # The regions have their figure, the choice is only a form until someone asks.
    assert bool(page.get("plotly_chart")) == (view in ("places", "regions"))


def test_weights_of_the_link_change_the_order(visit: Visit) -> None:
    usual = _ranks(visit(PAGE, "national"))
    # Standing alone: priority regions, presence and anticipated gaps.
    other = _ranks(visit(PAGE, "national", w_need="0", w_capacity="0", w_standing="100"))
    assert usual[:10] != other[:10]
    assert sorted(usual) == sorted(other)


def test_what_lifts_the_first_place_stands_below_its_title(visit: Visit) -> None:
    page = visit(PAGE, "national")
    first = _ranks(page)[0].replace(",", "\\,")
    assert any(said.startswith(f"Why {first} is 1") for said in findings(page))
    lifts = "points more than at the typical place (the median)."
    assert any(str(m.value).startswith("- ") and lifts in m.value for m in page.markdown)


@pytest.mark.parametrize(
    "link",
    [
        {"w_need": "101"},
        {"w_need": "-1"},
        {"w_need": "much"},
        {"w_incidents": "1e3"},
        {"w_sunshine": "5"},
        # Nothing would count.
        {"w_need": "0", "w_capacity": "0", "w_standing": "0"},
        {"place": "nowhere", "organizers": "9999", "minutes": "0"},
        {"scenario": "99999999999999999999999"},
        {"scenario": "1; DROP TABLE"},
    ],
)
def test_a_link_that_means_nothing_falls_back_quietly(visit: Visit, link: dict[str, str]) -> None:
    page = visit(PAGE, "national", **link)
    assert not page.exception
    assert not page.error
    assert _ranks(page) == _ranks(visit(PAGE, "national"))


def test_a_scenario_opens_by_its_link(visit: Visit) -> None:
    weights = {"need": 0, "capacity": 0, "standing": 100}
    content = Content(weights=weights, regions=("southwest",), wish=WISH)
    number = scenarios.keep("Standing alone", content, actor="national")
    try:
        page = visit(PAGE, "national", scenario=str(number), view="choose")
        assert not page.exception
        assert page.session_state["region"] == ["southwest"]
        assert page.session_state["w_standing"] == 100
        assert page.session_state["organizers"] == 2
        # What it asked for is answered at once.
        assert "Proven" in words(page)
    finally:
        scenarios.remove(number, actor="national")


def test_a_scenario_that_is_gone_says_so(visit: Visit) -> None:
    assert "no scenario at this address" in words(visit(PAGE, "national", scenario="123456"))


def test_weights_go_back_to_the_usual_ones(visit: Visit) -> None:
    page = visit(PAGE, "national", w_need="10")
    assert page.session_state["w_need"] == 10
    page.button(key="weights_usual").click().run()
    assert page.session_state["w_need"] == 50
    assert "w_need" not in page.query_params


def test_places_are_found_and_an_impossible_wish_says_why(visit: Visit) -> None:
    page = visit(PAGE, "national", organizers="2", view="choose")
    page.button(key="FormSubmitter:wish-Find the places").click().run()
    assert "more people are within reach" in words(page)
    page.number_input(key="floor_midwest").set_value(3)
    page.button(key="FormSubmitter:wish-Find the places").click().run()
    assert "needs more organizers than there are" in words(page)


def test_a_scenario_is_kept_by_its_form(visit: Visit) -> None:
    page = visit(PAGE, "national", w_hubs="55", view="scenarios")
    page.text_input(key="scenario_name").set_value("**Hubs** first")
    page.button(key="FormSubmitter:scenario_keep-Keep this scenario").click().run()
    kept = scenarios.all_scenarios()
    try:
        assert [(k.name, k.content.weights) for k in kept] == [("**Hubs** first", {"hubs": 55})]
        assert page.query_params["scenario"] == str(kept[0].number)
        assert "Kept as" in "".join(str(s.value) for s in page.success)
    finally:
        for scenario in kept:
            scenarios.remove(scenario.number, actor="national")


def test_two_scenarios_are_compared(visit: Visit) -> None:
    other = Content(weights={"hubs": 60}, regions=("southwest",), wish=WISH)
    numbers = [
        scenarios.keep("All", Content(wish=WISH), actor="national"),
        scenarios.keep("Hubs", other, actor="national"),
    ]
    try:
        page = visit(PAGE, "national", view="scenarios")
        for side, number in zip("ab", numbers, strict=True):
            page.selectbox(key=f"scenario_{side}").set_value(number)
        page.run()
        assert not page.exception
        frames = [frame.value for frame in page.dataframe]
        differs = next(frame for frame in frames if "what" in frame).set_index("what")
        # By hand: the weight of hubs is 10 unless changed, and the regions are all or one.
        assert differs.loc["Weight: Partner hubs"].tolist() == ["10", "60"]
        assert differs.loc["Regions", "b"] == "Southwest"
        assert set(differs.index) == {"Weight: Partner hubs", "Regions"}
        places = next(frame for frame in frames if "rank_a" in frame)
        # Beyond the Southwest the second scenario ranks nothing.
        assert (places["rank_a"] <= 10).sum() >= 10
        assert places["rank_b"].min() == 1
        assert "are among the first 10 of both" in words(page)
    finally:
        for number in numbers:
            scenarios.remove(number, actor="national")


def _execute(database: str, statement: str, **values: str) -> None:
    with engines.owner(database).begin() as connection:
        connection.execute(text(statement), values)


@pytest.fixture
def late(organization: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """Every source is as new as can be, but all of one is 60 days old.

    Some sources have no limit of how old their newest record may be, only of their loading.
    """
    databases = ("membership", "incidents")
    for database in databases:
        _execute(database, "CREATE TABLE kept_refresh AS TABLE rollup.refresh")
        _execute(database, "UPDATE rollup.refresh SET refreshed_at = now(), newest_record = now()")
    _execute(
        "membership",
        "UPDATE rollup.refresh SET (refreshed_at, newest_record) ="
        " (now() - interval '60 days', now() - interval '60 days') WHERE source_table = :late",
        late=request.param,
    )
    forget_reads()
    yield
    for database in databases:
        _execute(database, "TRUNCATE rollup.refresh")
        _execute(database, "INSERT INTO rollup.refresh SELECT * FROM kept_refresh")
        _execute(database, "DROP TABLE kept_refresh")
    forget_reads()


# Committees count by their health, and health is judged by their gatherings, the members who joined
# and lapsed, and the requests that nobody helped with.
@pytest.mark.parametrize(
    ("late", "name"),
    [
        ("gathering", "Gatherings"),
        ("member", "Members"),
        ("support_request", "Requests for support"),
    ],
    indirect=["late"],
)
def test_every_view_is_grey_over_what_health_rests_on(late: None, visit: Visit, name: str) -> None:
    for view in CONTROLS:
        page = visit(PAGE, "national", view=view)
        assert not page.exception
        keys = {block.key or "" for block in page.main if isinstance(block, Block)}
        grey = {key for key in keys if key.startswith("late-")}
        assert grey == {"late-regions" if view == "regions" else "late-priorities"}
        # The late one and no other.
        assert f"Late: {name}. Newest record" in words(page)
