"""How it is known what follows a stage, what an agreement is, and who is within reach."""

from lib.language import _, formats
from lib.measures import campaigns as measure
from lib.measures import driving, readiness
from lib.measures.driving import DrivingThresholds
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text, points


def text(rule: DrivingThresholds, _choice: Choice) -> Text:
    """Put the method in words, a line a section of the page."""
    of_stages = measure.settings()
    lines = [
        _(
            "**What follows a stage**: {few} campaigns of a goal or more are put together: what"
            " followed within {days} days, where one outcome rules the others out"
            " (Aalen–Johansen). Who is still in a stage counts for as long as it was followed, and"
            " of fewer than {entries} that came into a stage no share is told. At least and at"
            " most are 95 % intervals.",
            few=formats.number(of_stages.strips_below),
            days=formats.number(of_stages.horizon_days),
            entries=formats.number(of_stages.fewest),
        ),
        _(
            "**Paused** counts from the day of the pause, after {days} days; **past its target**"
            " from the day after. Where nobody recorded the day, it is said and not guessed.",
            days=formats.number(of_stages.paused_days),
        ),
        _(
            "**Agreements** are those of ICE's own lists, in the county that the list names; an"
            " agency of a whole state is in no county. A list says who takes part on its day, not"
            " what is done under it."
        ),
        _(
            "**Policies that protect** and **states' laws** are those that the organization wrote"
            " down; where it wrote none, that is no sign that there is none."
        ),
        _(
            "**Within reach** is a drive of {minutes} minutes at {speed} km/h, over roads {detour}"
            " times as long as the straight line: no road is looked up, and neither is traffic.",
            minutes=formats.number(readiness.settings().drive_minutes),
            speed=formats.number(rule.speed_kmh),
            detour=formats.number(rule.detour, 1),
        ),
    ]
    return Text(body=points(lines))


METHOD = Figure("campaigns_method", lambda _choice: driving.settings(), text)
