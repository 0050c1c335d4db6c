"""Who waits for us: the committees with open requests, those that wait for longest in front."""

import pandas as pd

from lib.access.taking import Taken
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.topics.health import taking
from lib.topics.support import cells
from lib.topics.support.accompanied import accompanied, address
from lib.topics.support.ages import Waiting, waiting
from lib.topics.support.day_words import days_of
from lib.topics.support.long_list import LongList, Record
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.listing import Cell, Row
from lib.ui.tables import Column


def by_committee(choice: Choice, _takings: tuple[Taken, ...]) -> pd.DataFrame | None:
    """The committees that wait, those that wait for longest in front.

    ``committee_id, label, where, region, status, oldest_on, days, open, unanswered``, and in words
    ``kinds``, what they asked for.

    :raises Unavailable: if the membership database can't be read.
    """
    found = waiting(choice)
    if found is None:
        return None
    frame = committees_waiting(found, choice)
    return frame.assign(kinds=frame["committee_id"].map(_kinds(found.requests)))


def committees_waiting(found: Waiting, choice: Choice) -> pd.DataFrame:
    """The same of open requests that were read, but for the words."""
    sums = found.requests.groupby("committee_id", as_index=False).agg(
        oldest_on=("opened_on", "min"), open=("open", "sum"), unanswered=("unanswered", "sum")
    )
    names = accompanied(choice.scope, (), with_health=False)
    named = ["committee_id", "label", "where", "region", "status"]
    frame = sums.merge(names[named], on="committee_id", how="left")
    frame["days"] = (found.today - frame["oldest_on"]).dt.days.astype(float)
    # As long: by name.
    return frame.sort_values("label").sort_values(
        ["days", "unanswered"], ascending=False, kind="stable", ignore_index=True
    )


def _kinds(requests: pd.DataFrame) -> dict[str, str]:
    """What each committee asked for: ``Training (2), Mentorship``."""
    counts = requests.groupby(["committee_id", "kind"], as_index=False)["open"].sum()
    names = {kind: name_of("request_kind", kind) for kind in counts["kind"].unique()}
    several = [f" ({formats.number(n)})" if n > 1 else "" for n in counts["open"]]
    said = counts["kind"].map(names) + several
    kinds: dict[str, list[str]] = {}
    for committee_id, each in zip(counts["committee_id"], said, strict=True):
        kinds.setdefault(committee_id, []).append(each)
    return {committee_id: ", ".join(each) for committee_id, each in kinds.items()}


def committees_list(
    committees: pd.DataFrame, choice: Choice, takings: tuple[Taken, ...]
) -> LongList | None:
    """The committees that wait as a list."""
    if committees.empty:
        return None
    by_id = {taken.committee_id: taken for taken in takings}
    return LongList(
        title=_waiting_title(committees),
        frame=taking.with_takings(committees, by_id),
        row=lambda record: _row(record, by_id, several=choice.is_country),
        headers=(
            _("Committee"),
            # Translators: header: how long a committee has waited
            _("Waits for"),
            # Translators: header: what a committee asked of us
            _("Asked for"),
            *cells.taken_header(by_id),
        ),
        columns={
            "label": Column(_("Committee")),
            "where": Column(_("Place")),
            "region": Column(_("Region")),
            "oldest_on": Column(_("Oldest request"), kind="date"),
            "days": Column(_("Days open"), kind="number"),
            "open": Column(_("Open requests"), kind="number"),
            "unanswered": Column(_("Without any answer"), kind="number"),
            "kinds": Column(_("Asked for")),
        }
        | cells.taken_columns(),
        alt=_("Committees with open requests, those that wait for longest in front."),
    )


def _waiting_title(committees: pd.DataFrame) -> str:
    n = len(committees)
    counted = ngettext(
        "{n} committee waits for us", "{n} committees wait for us", n, n=formats.number(n)
    )
    first = committees.iloc[0]
    return _(
        "{committees}; {name} for longest: {days}",
        committees=counted,
        name=formats.plain(str(first["label"])),
        days=days_of(first["days"]),
    )


def _row(record: Record, takings: dict[str, Taken], *, several: bool) -> Row:
    text = {str(name): str(value) for name, value in record.items()}
    where = [text["where"], *([text["region"]] if several else [])]
    if text["status"] != "active":
        where.append(name_of("committee_status", text["status"]))
    unanswered = int(float(text["unanswered"]))
    silent = (
        ngettext(
            "{n} without any answer",
            "{n} without any answer",
            unanswered,
            n=formats.number(unanswered),
        ),
    )
    return Row(
        (
            Cell(text["label"], (" · ".join(where),)),
            Cell(days_of(float(text["days"])), (formats.day(record["oldest_on"]),)),  # type: ignore[arg-type]
            Cell(text["kinds"], silent if unanswered else ()),
            *cells.taken_cell(takings, text["committee_id"]),
        ),
        href=address(text["committee_id"]),
    )


WAITING = Figure("waiting_committees", by_committee, committees_list, reads_words=True)
