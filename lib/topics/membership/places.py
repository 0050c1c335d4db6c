"""Where members are: by state, and by the county of their committee's place.

A member's own county is never read. Whoever has a committee counts where it is, everybody else in
their own state. What is too small to be told is told of the next wider place.
"""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.measures import small_places
from lib.topics.membership.recorded import left_out, months
from lib.ui.filters import Choice

HEADS = 100_000
"""People who could join, of which rates are told."""
COUNTS = ("members", "joined")
AT_LARGE = ""
"""In place of a county: of those who have no committee."""
OTHER_STATES = ""
"""In place of a state: of those without a committee whose state may not be told."""
STATE, COUNTY = ["region_id", "state_fips"], ["region_id", "state_fips", "county"]


@dataclass(frozen=True)
class Places:
    """Members at the end of the last month, and who joined in the months.

    :ivar rows: a row a committee and, without one, a state: ``committee_id, region_id,
        state_fips, county`` (of the committee's place; ``AT_LARGE`` without one; null: not known),
        ``status, place_name, usps, latitude, longitude``, counts. They may not be shown.
    :ivar states: of the scope: ``state_fips, usps, name, region_id, people``.
    :ivar counties: of the scope: ``county_fips, name, state_fips, latitude, longitude, people``.
        ``people`` are the Latinx ones, who could join; null: not known.
    :ivar left_out: regions that are in no sum.
    """

    rows: pd.DataFrame
    states: pd.DataFrame
    counties: pd.DataFrame
    left_out: tuple[str, ...] = ()

    @property
    def counted(self) -> pd.DataFrame:
        """The rows of the regions whose members are in a sum."""
        return self.rows[~self.rows["region_id"].isin(self.left_out)]


def by_place(choice: Choice) -> Places | None:
    """Where members are; ``None`` where no member was ever recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    return None if reads.unrecorded("membership", "member") else _by_place(choice)


@reads.measured
def _by_place(choice: Choice) -> Places:
    scope = choice.scope
    rows = reads.membership.members_by_place(scope, *months(choice).span)
    county = rows["county_fips"].where(rows["committee_id"].notna(), AT_LARGE)
    counties = reads.membership.priority_counties(scope)
    counties = counties.rename(columns={"latino_population": "people"})
    states = reads.membership.states(scope)
    return Places(
        rows=rows.assign(county=county),
        states=states.assign(people=states["state_fips"].map(people_of(counties))),
        counties=counties,
        left_out=tuple(left_out(choice)),
    )


def people_of(counties: pd.DataFrame) -> "pd.Series[float]":
    """The Latinx people of states by ``state_fips``: the sum of all counties, or nothing.

    :param counties: ``state_fips, people``.
    """
    people = counties["people"].astype(float)
    return people.groupby(counties["state_fips"]).agg(lambda each: each.sum(skipna=False))


def told(rows: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """What may be told of the members and joins of places, and of those that are hidden together.

    :param rows: of :class:`Places`.
    :param places: ``STATE`` or ``COUNTY``.
    :return: a row a place of which anything is told and one a wider place in which some are hidden
        (``is_rest``; the columns of narrower places are null): those columns and the counts. A
        null count is in that of the wider place.
    """
    keys = [*places, "is_rest"]
    members, joined = (_of_one(rows, places, count) for count in COUNTS)
    return members.merge(joined, on=keys, how="outer", validate="1:1")


def _of_one(rows: pd.DataFrame, places: list[str], count: str) -> pd.DataFrame:
    # The rules are those of the finest places, whatever is shown: no two views give one away.
    pooled = _pooled(rows, count)
    frames = small_places.tell(pooled, COUNTY, count)[: len(places)]
    narrowest = frames[-1]
    known = narrowest.loc[narrowest["is_told"], [*places, count]].assign(is_rest=False)
    # Nobody in its committees, but somebody without one: that is not nobody.
    moved = set(rows.loc[pooled["state_fips"] == OTHER_STATES, "state_fips"])
    known[count] = known[count].mask((known[count] == 0) & known["state_fips"].isin(moved))
    rest = small_places.remainders(frames, count).assign(is_rest=True)
    return pd.concat([known, rest.reindex(columns=known.columns)], ignore_index=True)


def _pooled(rows: pd.DataFrame, count: str) -> pd.DataFrame:
    """The rows, those without a committee of states that may not be told moved to other states.

    What committees have is known to whoever sees the region: less that, a state's count would tell
    how many there have none. So these are protected among themselves, and only then counted in.
    """
    alone = rows["committee_id"].isna().to_numpy()
    region = rows["region_id"].to_numpy()[alone]
    hidden = alone.copy()
    hidden[alone] = small_places.hides(rows[count].to_numpy()[alone], region)
    return rows.assign(state_fips=rows["state_fips"].mask(hidden, OTHER_STATES))


def told_at_large(rows: pd.DataFrame) -> pd.DataFrame:
    """The members without a committee of each state of which that may be told.

    :param rows: of :class:`Places`.
    :return: ``region_id, state_fips, members``; a null state is not known.
    """
    lines = told(rows, COUNTY)
    of_them = lines[(lines["county"] == AT_LARGE) & ~lines["is_rest"] & (lines["members"] > 0)]
    of_them = of_them[of_them["state_fips"] != OTHER_STATES]
    return of_them[[*STATE, "members"]].reset_index(drop=True)


def told_committees(rows: pd.DataFrame, count: str) -> "pd.Series[float]":
    """A count of each committee, by its id; null where it is too small, or would give one away.

    :param rows: of :class:`Places`.
    """
    narrowest = small_places.tell(_pooled(rows, count), [*COUNTY, "committee_id"], count)[-1]
    narrowest = narrowest[narrowest["committee_id"].notna()].set_index("committee_id")
    return narrowest[count].where(narrowest["is_told"])


def small_regions(rows: pd.DataFrame) -> list[str]:
    """The regions with too few members to be told of at all, and by no difference either.

    :param rows: of :class:`Places`.
    """
    regions = small_places.tell(rows, COUNTY, "members")[0]
    return [str(region) for region in regions.loc[~regions["is_told"], "region_id"]]
