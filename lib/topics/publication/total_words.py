"""Totals of published numbers in words, and the sentences around them that may be quoted."""

from dataclasses import dataclass

from lib.language import _, current, formats, ngettext
from lib.publication.metric import Metric
from lib.publication.parameters import Parameters
from lib.publication.periods import YEAR
from lib.publication.rounding import MASKED, rounded
from lib.publication.totals import Total
from lib.topics.publication.words import title_of_sum

_FINER = 5
"""What is at least so much is said in a fifth of the step that a published number has."""


def figure(total: Total, rules: Parameters) -> str:
    """``2,100`` or, where something is withheld, ``at least 4,700``."""
    if not total.is_whole:
        return _("at least {n}", n=formats.number(at_least(total, rules)))
    return formats.number(about(total, rules))


def phrase(total: Total, rules: Parameters) -> str:
    """``about 2,100``, with its interval where it is a sum, or ``at least 4,700``."""
    if not total.is_whole:
        return figure(total, rules)
    if total.is_direct and not total.has_noise:
        return _("about {n}", n=figure(total, rules))
    return _("about {n} ({interval})", n=figure(total, rules), interval=interval(total))


def about(total: Total, rules: Parameters) -> int:
    """The value of a sum, told no finer than a published number of its size."""
    coarse = int(rounded(total.value, rules.rounding))
    is_told = coarse != MASKED and total.least <= coarse <= total.most
    return coarse if is_told and not total.has_noise else total.value


def at_least(total: Total, rules: Parameters) -> int:
    """The least of a sum, cut to a round number below it."""
    steps = [step for start, step in rules.rounding.bands if start <= total.least]
    step = max(steps[-1] // _FINER, 1) if steps else 1
    return total.least // step * step


def interval(total: Total) -> str:
    """``25,550 to 26,050``; of noise, how often it holds."""
    ends = {"least": formats.number(total.least), "most": formats.number(total.most)}
    if total.has_noise:
        # Translators: of a number with random noise
        return _("{least} to {most}, 19 times in 20", **ends)
    return _("{least} to {most}", **ends)


def of_period(total: Total, rules: Parameters) -> str:
    """What a table's numbers add up to, where the nation's own is not told."""
    if total.is_whole:
        return _(
            "The regions together: about {n} ({interval}).",
            n=figure(total, rules),
            interval=interval(total),
        )
    return ngettext(
        "At least {number} in the {n} region that is told.",
        "At least {number} in the {n} regions that are told.",
        total.told,
        number=formats.number(at_least(total, rules)),
    )


def of_year(total: Total, rules: Parameters) -> str:
    """What a year's periods add up to so far."""
    since = formats.day(total.start)
    if not total.is_whole:
        least = formats.number(at_least(total, rules))
        return _("Since {day}: at least {n}.", day=since, n=least)
    return _(
        "Since {day}: about {n} ({interval}).",
        day=since,
        n=figure(total, rules),
        interval=interval(total),
    )


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that may be quoted.

    :ivar figure: its number, to be shown large.
    :ivar label: what that counts, in a few words.
    :ivar when: and when.
    :ivar sentence: all of it as a sentence.
    """

    code: str
    figure: str
    label: str
    when: str
    sentence: str


def quote(metric: Metric, total: Total, organization: str, rules: Parameters) -> Quote:
    """A metric's total as a sentence; the metric has one."""
    form = str(metric.quote_es if current() == "es" else metric.quote_en)
    said = form.format(organization=organization, n=phrase(total, rules))
    parts = {"said": said, "when": when(metric, total)}
    sentence = _("{said} {when}.", **parts)
    label = title_of_sum(metric)
    return Quote(metric.name, figure(total, rules), label, parts["when"], sentence)


def when(metric: Metric, total: Total) -> str:
    """The day of a stock, the first and the last one of a flow."""
    if metric.kind == "stock":
        # Translators: the day of a number: members on Nov 3
        return _("on {day}", day=formats.day(total.end))
    is_one_year = total.start.year == total.end.year and metric.weeks != YEAR
    first = formats.day_and_month if is_one_year else formats.day
    return _("from {first} to {last}", first=first(total.start), last=formats.day(total.end))
