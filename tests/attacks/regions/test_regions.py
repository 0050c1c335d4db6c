"""What is told of regions that are chosen in turn, solved for what is told of none of them."""

from collections.abc import Callable, Hashable, Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.data.refresh import refresh
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.measures import thresholds
from lib.topics.membership import at_large, due, place_map, places, remind
from lib.topics.membership import groups as grouped
from lib.topics.membership.apart import APART
from lib.topics.membership.came_and_went import CAME_AND_WENT
from lib.topics.membership.income import COVERED
from lib.topics.membership.recorded import counted
from lib.topics.membership.renewals import RENEWALS, offered
from lib.topics.membership.since_joining import SINCE_JOINING
from lib.topics.membership.standing import STANDING
from lib.topics.membership.staying import CURVES
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from tests.attacks.regions import organization
from tests.conftest import empty_tables
from tests.data.rows import Rows
from tests.pages.conftest import forget_reads

pytestmark = pytest.mark.slow

KNOWN = ("southwest", "southeast", "midwest", "northeast")
WHOLE = Scope((*KNOWN, UNKNOWN_REGION))
Told = dict[Hashable, float]
"""What a number is of → the number, as one choice of regions tells it."""


def choices() -> Iterator[Choice]:
    """Every choice that somebody can make who sees all regions."""
    yield Choice(WHOLE, 13)
    for n in range(1, len(KNOWN)):
        for regions in combinations(KNOWN, n):
            yield Choice(Scope(regions), 13, WHOLE)


def figure(of: Figure[Any, *tuple[Any, ...]], choice: Choice, *options: str) -> pd.DataFrame:
    made: Any = of.made(choice, *options).value
    made = getattr(made, "map", made)
    frame = getattr(made, "table", None)
    frame = getattr(made, "frame", frame) if frame is None else frame
    return pd.DataFrame() if frame is None else frame


def standing(choice: Choice) -> Told:
    wide = figure(STANDING, choice)
    return cells(
        wide, "month_end", [name for name in wide if name not in ("month_start", "month_end")]
    )


def came_and_went(choice: Choice) -> Told:
    spans = figure(CAME_AND_WENT, choice)
    counts = [
        "start",
        "joined",
        "returned",
        "came",
        "lapsed",
        "end",
        "good_standing",
        "behind",
        "other",
    ]
    told = cells(spans, "months", counts)
    # The whole of the year adds up its spans.
    for name in ("joined", "returned", "came", "lapsed"):
        if name in spans and spans[name].notna().all():
            told[name] = float(spans[name].sum())
    if len(spans):
        told["members"] = float(spans["end"].iloc[-1])
    return told


def by_region(choice: Choice) -> Told:
    table = figure(grouped.GROUPS, choice, "region") if choice.is_country else pd.DataFrame()
    names = [n for n in ("joined", "returned", "came", "lapsed") if n in table]
    told = {name: float(table[name].sum()) for name in names}
    return told | ({"members": float(table["end"].sum())} if len(table) else {})


def by_tier(choice: Choice) -> Told:
    table = figure(grouped.GROUPS, choice.whole, "tier")
    told = cells(table, "name", ["start", "joined", "returned", "came", "lapsed", "end"])
    # Whatever is chosen, it is of all.
    return {("all", key): n for key, n in told.items()}


def on_the_map(choice: Choice) -> Told:
    lines = figure(place_map.PLACES, choice, "members")
    told = cells(lines, "place", ["members"]) if choice.is_country else {}
    return told | ({"members": float(lines["members"].sum())} if len(lines) else {})


def without_committee(choice: Choice) -> Told:
    where = places.by_place(choice)
    assert where is not None
    rows = at_large.at_large(where)
    return {
        ("state", s): float(n)
        for s, n in zip(rows.states["name"], rows.states["members"], strict=True)
    }


def renewals(choice: Choice) -> Told:
    told: Told = {}
    for by in set(offered(choice)) - {"tier"}:
        table = figure(RENEWALS, choice, by)
        if len(table):
            told["due"] = float(table["members"].sum())
            if table["soon"].notna().all():
                told["soon"] = float(table["soon"].sum())
    tiers = figure(RENEWALS, choice.whole, "tier")
    return told | {("all", k): n for k, n in cells(tiers, "name", ["members", "soon"]).items()}


def reminded(choice: Choice) -> Told:
    who = due.read(choice)
    soon = who.coming["region_id"].isin(who.soon) & (who.coming["due_within"] <= 30)
    shown = remind.REMIND.made(choice).value
    n = float(who.coming.loc[soon, "members"].sum())
    return {"soon": n, "over": who.over} if shown else {}


def of_the_whole(choice: Choice) -> Told:
    """Figures that are drawn of all regions whatever is chosen."""
    everywhere = choice.whole
    told: Told = {}
    for of in (SINCE_JOINING, APART):
        told |= {(of.key, str(key)): n for key, n in numbers(figure(of, everywhere)).items()}
    return told | {
        ("curve", *key): n for key, n in numbers(figure(CURVES, everywhere, "tier")).items()
    }


def owed(choice: Choice) -> Told:
    return cells(figure(COVERED, choice), "month_start", ["owed"])


def cells(frame: pd.DataFrame, key: str, names: list[str]) -> Told:
    return {
        (key, str(row[key]), name): float(row[name])
        for row in frame.to_dict("records")
        for name in names
        if name in row and pd.notna(row[name])
    }


def numbers(frame: pd.DataFrame) -> dict[tuple[int, str], float]:
    counted = frame.select_dtypes("number")
    return {(i, str(c)): float(n) for i, row in counted.iterrows() for c, n in row.items()}  # type: ignore[misc]


VIEWS: tuple[Callable[[Choice], Told], ...] = (
    standing,
    came_and_went,
    by_region,
    by_tier,
    on_the_map,
    without_committee,
    renewals,
    reminded,
    of_the_whole,
    owed,
)


Answers = dict[frozenset[str], dict[Hashable, set[float]]]
"""The regions chosen → what a number is of → what is told of it, by one figure or several."""


@pytest.fixture(scope="module")
def told(databases: Path) -> Answers:
    """All that is told of each choice."""
    empty_tables()
    forget_reads()
    organization.make(Rows())
    refresh("membership", organization.AS_OF)
    answers: Answers = {}
    for choice in choices():
        of_choice = answers.setdefault(frozenset(choice.scope.regions), {})
        for view in VIEWS:
            for key, n in view(choice).items():
                of_choice.setdefault(key, set()).add(n)
    return answers


def differences(told: Answers) -> Iterator[tuple[Hashable, float, str]]:
    """Every number, and the number of some regions less those of others that are among them."""
    for wide, answers in told.items():
        for key, told_of_it in answers.items():
            within = [s for s in told if s <= wide and key in told[s]]
            for n in told_of_it:
                yield key, n, f"{sorted(wide)}"
                for some in within:
                    for m in told[some][key]:
                        yield key, n - m, f"{sorted(wide)} less {sorted(some)}"
                for one, two in combinations([s for s in within if s < wide], 2):
                    for m, k in product(told[one][key], told[two][key]):
                        if not one & two:
                            yield (
                                key,
                                n - m - k,
                                f"{sorted(wide)} less {sorted(one)}, {sorted(two)}",
                            )


def is_of_all(key: Hashable) -> bool:
    """Whether it is of all regions, whatever is chosen."""
    return isinstance(key, tuple) and key[0] in ("all", "curve", SINCE_JOINING.key, APART.key)


def test_no_choice_less_another_tells_of_one_to_four_people(told: Answers) -> None:
    least = thresholds.membership().minimum_people
    # Shares are no counts of people: they are of the whole alone, which the next test holds.
    faults = {
        f"{key}: {n:g} = {how}"
        for key, n, how in differences(told)
        if 0 < n < least and not is_of_all(key)
    }
    assert not faults, "\n".join(sorted(faults))


def test_what_is_of_all_regions_is_the_same_whatever_is_chosen(told: Answers) -> None:
    of_all_regions = [{k: n for k, n in each.items() if is_of_all(k)} for each in told.values()]
    assert all(each == of_all_regions[0] for each in of_all_regions)
    assert len(of_all_regions[0]) > 10


def test_enough_is_told_for_the_attack_to_be_one(told: Answers) -> None:
    whole = told[frozenset(WHOLE.regions)]
    # In good standing in March: southwest's 72 + 14 + 7, southeast's 23 + 8 + 2, northeast's nine;
    # neither midwest's three nor the two of whom nobody knows the state.
    assert whole["month_end", str(pd.Timestamp(2026, 3, 31)), "all"] == {93 + 33 + 9}
    # And who is behind, 11 and 4. Northeast is not among those who came and went: two lapsed.
    assert whole["members"] == {104 + 37, 104 + 37 + 9}
    # In the southeast two returned: told with who joined, in each choice with it.
    assert whole["came"] == {14 + 7 + 8 + 2}
    assert told[frozenset({"southwest"})]["returned"] == {7}
    assert counted(Choice(WHOLE, 13)).regions == ("northeast", "southeast", "southwest")
    # Southwest's 15 run out soon; southeast's three are in no sum.
    assert whole["soon"] == {15}
