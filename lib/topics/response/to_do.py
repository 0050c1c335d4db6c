"""What to do first about what happened in the period, each deed with its reason."""

from dataclasses import dataclass

import pandas as pd

from lib.language import _, formats
from lib.topics.response import hotline, incident_map, known, unanswered
from lib.topics.response.incident_map import Places
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text, points


@dataclass(frozen=True)
class Reports:
    """What the deeds follow from; ``None`` where there is no data.

    :ivar hours: by ``unanswered.by_hour``.
    :ivar calls: complete weeks of ``hotline.calls``.
    """

    places: Places
    hours: pd.DataFrame | None
    calls: pd.DataFrame | None
    is_answer_known: bool


def _reports(choice: Choice) -> Reports | None:
    places, calls = incident_map.by_place(choice), hotline.calls(choice)
    if places is None:
        return None
    return Reports(
        places=places,
        hours=unanswered.by_hour(choice),
        calls=None if calls is None else choice.period("incidents").complete(calls),
        is_answer_known=not known.answers_lack(choice.scope),
    )


def text(reports: Reports, choice: Choice) -> Text:
    """Put the deeds in words, the gravest first."""
    weeks = choice.weeks
    deeds = [
        _send(reports, weeks),
        _at_night(reports.hours, weeks),
        _verify(reports.places, weeks),
        _pick_up(reports.calls, weeks),
    ]
    unknown = [
        "" if reports.is_answer_known else _(known.NO_RESPONSES),
        "" if reports.calls is not None else _(hotline.NO_CALLS),
    ]
    nothing = _("Nothing to do follows from the reports of {weeks} weeks.", weeks=weeks)
    return Text(body=points((*deeds, *unknown)) or nothing)


def _send(reports: Reports, weeks: int) -> str:
    nobody = reports.places.total("unanswered") if reports.is_answer_known else 0
    if not nobody:
        return ""
    sentence = _(
        "**Ask the committees who could have gone**: nobody answered {rate} of incidents in"
        " {weeks} weeks.",
        rate=formats.rate(nobody, reports.places.total("incidents")),
        weeks=weeks,
    )
    most = reports.places.most("unanswered")
    return f"{sentence} {most}." if most else sentence


def _at_night(hours: pd.DataFrame | None, weeks: int) -> str:
    """Said only where the night is worse than the day beyond chance."""
    if hours is None:
        return ""
    halves = unanswered.at_night_and_by_day(hours)
    night, day = halves.loc["night"], halves.loc["day"]
    if not night["low"] > day["high"]:
        return ""
    return _(
        "**Look for people who can go at night**: nobody answered {night} between 22:00 and 6:00,"
        " and {day} by day, in {weeks} weeks.",
        night=formats.rate(int(night["unanswered"]), int(night["incidents"])),
        day=formats.rate(int(day["unanswered"]), int(day["incidents"])),
        weeks=weeks,
    )


def _verify(places: Places, weeks: int) -> str:
    waiting, everything = places.total("unverified"), places.total("incidents")
    if not waiting:
        return ""
    return _(
        "**Find out what is true**: {rate} of incidents in {weeks} weeks are not verified.",
        rate=formats.rate(waiting, everything),
        weeks=weeks,
    )


def _pick_up(calls: pd.DataFrame | None, weeks: int) -> str:
    received = 0 if calls is None else int(calls["calls"].sum())
    missed = received - int(calls["answered"].sum()) if calls is not None else 0
    if not missed:
        return ""
    return _(
        "**Find people for the hotline**: nobody picked up {rate} of calls in {weeks} weeks.",
        rate=formats.rate(missed, received),
        weeks=weeks,
    )


TO_DO = Figure("to_do", _reports, text, empty=known.NO_INCIDENTS)
