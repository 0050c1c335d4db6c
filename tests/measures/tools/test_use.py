"""What committees do with the library, worked out by hand."""

import pandas as pd
import pytest

from lib.measures.tools import (
    committees_that_used,
    counted_by_topics,
    settings,
    surges_and_tools,
    to_review,
    used_by_region,
    with_use,
)

COMMITTEES = pd.DataFrame(
    [
        ("southwest", "active", 3),
        ("southwest", "active", 1),
        ("southwest", "active", 0),
        ("southwest", "forming", 9),  # not active: in neither number
        ("west", "active", 0),
        ("midwest", "closed", 2),  # the region has no active committee: no row
    ],
    columns=["region_id", "status", "uses"],
)


def test_only_active_committees_are_asked() -> None:
    assert committees_that_used(COMMITTEES) == (2, 4)
    assert committees_that_used(COMMITTEES.iloc[:0]) == (0, 0)


def test_regions_have_wilson_intervals() -> None:
    regions = used_by_region(COMMITTEES).set_index("region_id")
    assert regions[["used", "active"]].T.to_dict("list") == {"southwest": [2, 3], "west": [0, 1]}
    # Wilson at 95% of 2 of 3 (R: prop.test(2, 3, correct = FALSE)): 0.2077 to 0.9385.
    assert regions.loc["southwest", ["low", "high"]].tolist() == pytest.approx(
        [0.2077, 0.9385], abs=1e-4
    )
    assert regions.loc["west", "low"] == 0


def test_a_tool_that_nobody_used_has_no_uses() -> None:
    uses = pd.DataFrame(
        [("a", 1, 2, 30.0, 1, 1, 5, 4, "2026-01-02"), (None, 1, 1, None, 0, 0, 1, 0, "2026-01-02")],
        columns=[
            *("tool_id", "committees", "uses", "participants", "uses_counted", "uses_by_few"),
            *("uses_ever", "uses_published", "last_used_on"),
        ],
    )
    tools = with_use(pd.DataFrame({"tool_id": ["a", "b"]}), uses)
    assert tools["uses"].tolist() == [2, 0]
    assert tools["participants"].isna().tolist() == [False, True]  # nobody's, which is not 0


def test_a_tool_on_the_law_is_reviewed_where_the_law_is_newer() -> None:
    tools = pd.DataFrame(
        [
            ("old", "know_your_rights", "2024-05-01"),
            ("same", "know_your_rights", "2025-07-03"),  # of the policy's day: not older
            ("undated", "know_your_rights", None),
            ("meeting", "facilitation", "2020-01-01"),  # not on the law
            ("unused", "know_your_rights", "2020-01-01"),
        ],
        columns=["tool_id", "topic", "published_on"],
    ).assign(published_on=lambda frame: pd.to_datetime(frame["published_on"]))
    states = pd.DataFrame(
        [
            *((tool, "AZ") for tool in ("old", "same", "undated", "meeting")),
            ("old", "GA"),
            ("old", "NY"),  # its policy is older than the tool
            ("old", "VT"),  # has none
        ],
        columns=["tool_id", "usps"],
    )
    policies = pd.DataFrame(
        [("AZ", "2025-07-03"), ("GA", "2026-02-01"), ("NY", "2019-01-01")],
        columns=["usps", "began_on"],
    ).assign(began_on=lambda frame: pd.to_datetime(frame["began_on"]))
    reviewed = to_review(tools, states, policies, {"know_your_rights"})
    assert reviewed.to_dict("records") == [
        {"tool_id": "old", "began_on": pd.Timestamp("2026-02-01"), "states": ("AZ", "GA")}
    ]
    assert to_review(tools.iloc[:0], states, policies, {"know_your_rights"}).empty


def test_a_committee_that_used_two_topics_is_one_committee() -> None:
    surges = pd.DataFrame(
        [("southwest", "raid"), ("southwest", "other"), ("west", "detention")],
        columns=["region_id", "kind"],
    )
    topics = ("rapid_response", "know_your_rights", "facilitation")
    committees = pd.DataFrame(
        [
            ("southwest", 1 + 2),  # on both that help
            ("southwest", 2),
            ("southwest", 2),
            ("southwest", 4),  # helps with no raid
            ("southwest", None),  # used none
            ("west", 2),  # helps with no detention
        ],
        columns=["region_id", "topics"],
    )
    used = counted_by_topics(committees, topics)
    assert {tuple(row) for row in used.itertuples(index=False)} == {
        ("southwest", frozenset(topics[:2]), 1),
        ("southwest", frozenset({"know_your_rights"}), 2),
        ("southwest", frozenset({"facilitation"}), 1),
        ("west", frozenset({"know_your_rights"}), 1),
    }
    helps = {"raid": ("rapid_response", "know_your_rights"), "detention": ("deportation_defense",)}
    rows = surges_and_tools(surges, used, {"southwest": 6, "west": 2}, helps)
    assert [tuple(row) for row in rows.itertuples(index=False)] == [
        ("southwest", "raid", ("rapid_response", "know_your_rights"), 3, 6),
        ("west", "detention", ("deportation_defense",), 0, 2),
    ]
    assert surges_and_tools(surges.iloc[:0], used, {}, helps).empty


def test_every_kind_of_incident_has_its_tools_and_every_topic_exists() -> None:
    from lib.data.contract.incidents import INCIDENT_KINDS
    from lib.data.contract.membership import COURSE_TOPICS

    rule = settings()
    assert set(rule.topics_for) == set(INCIDENT_KINDS)
    named = {topic for topics in rule.topics_for.values() for topic in topics}
    assert named | set(rule.topics_of_law) <= set(COURSE_TOPICS)
