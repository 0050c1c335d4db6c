"""Regions that are in no number of the page, and why."""

from lib.language import formats, ngettext
from lib.measures import thresholds
from lib.topics.membership.recorded import left_out
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.text import Text


def _read(choice: Choice) -> tuple[str, ...] | None:
    return tuple(left_out(choice)) or None


def _text(regions: tuple[str, ...], _choice: Choice) -> Text:
    return Text(
        caption=ngettext(
            "Not counted on this page: {regions}. Fewer than {least} people were members there in a"
            " month of the year; with it, all less the other regions would tell of single people.",
            "Not counted on this page: {regions}. Fewer than {least} people were members there in a"
            " month of the year; with them, all less the other regions would tell of single"
            " people.",
            len(regions),
            regions=formats.listing(region_name(region) for region in regions),
            least=formats.number(thresholds.membership().minimum_people),
        )
    )


UNSUMMED = Figure("members_not_counted", _read, _text)
