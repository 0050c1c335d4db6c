"""How it is known who is within reach, and what is not."""

from lib.language import _, formats
from lib.measures import driving
from lib.topics.network import recorded
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text, points


def method(rule: driving.DrivingThresholds, _choice: Choice) -> Text:
    """How reach, the only one and rates are counted."""
    sentences = [
        _(
            "A drive of {minutes} minutes at {speed} km/h, over roads {detour} times as long as the"
            " straight line: no road is looked up, and neither is traffic.",
            minutes=formats.number(recorded.drive()),
            speed=formats.number(rule.speed_kmh),
            detour=formats.number(rule.detour, 1),
        ),
        _(
            "A partner is where its place is, and where its further places are if somebody wrote"
            " them down; near a place it counts once. It has one sector. Whether it would come"
            " if called, nobody recorded."
        ),
        _(
            "Rates of counties are drawn toward that of all counties in view, by as much as the"
            " counties' own differences allow (empirical Bayes)."
        ),
    ]
    return Text(body=points(sentences))


METHOD = Figure("network_method", lambda _choice: driving.settings(), method)
