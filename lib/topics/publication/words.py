"""Public numbers in words: what each counts, when, where, and how all of them are protected."""

from math import ceil, exp, log

from lib.language import _, current, formats, ngettext
from lib.publication.areas import Areas
from lib.publication.ladder import Step
from lib.publication.metric import Metric
from lib.publication.open_data import Release
from lib.publication.parameters import NATION, Parameters
from lib.publication.periods import QUARTER, YEAR
from lib.publication.rounding import rounded
from lib.publication.rungs import Told
from lib.publication.series import Point, PublishedMetric
from lib.reference import regions

_EXAMPLES = (126, 1_234)


def area_name(area: str, areas: Areas = ()) -> str:
    """A region's name as a release has it, or the nation's."""
    if area == NATION:
        return _("The whole country")
    for each in areas:
        if each.code == area:
            own = each.name_en if current() == "en" else each.name_es
            # It goes into pictures and XML, which have no room for what steers a device.
            return " ".join("".join(s if s.isprintable() else " " for s in own).split())
    names = {r.region_id: r.name_en if current() == "en" else r.name_es for r in regions()}
    return names.get(area) or area.replace("_", " ").title()


def title(published: PublishedMetric) -> str:
    """What a metric counts, in a few words."""
    name = title_of_sum(published.metric) if published.is_sum else title_of(published.metric)
    return f"{name}: {topic(published)}" if published.topic else name


def title_of(metric: Metric) -> str:
    """What a metric counts, in a few words, whatever its topic."""
    return metric.title_es if current() == "es" else metric.title_en


def title_of_sum(metric: Metric) -> str:
    """What a metric's one number counts: of a year where its periods add up."""
    own = metric.sum_es if current() == "es" else metric.sum_en
    return own or title_of(metric)


def topic(published: PublishedMetric) -> str:
    """The topic or group of topics of a metric; the nation's name where it has none."""
    if not published.topic:
        return area_name(NATION)
    return part_of(published.metric, published.topic)


def part_of(metric: Metric, topic: str) -> str:
    """The name of a metric's topic or group of topics."""
    if topic in metric.groups:
        group = metric.groups[topic]
        return group.title_es if current() == "es" else group.title_en
    return metric.topics.get(topic, (topic, topic))[current() == "es"]


def noise(metric: Metric) -> str:
    """How far the noise of a metric goes; empty where it has none of its own."""
    if metric.epsilon is None:
        return ""
    return _(
        "Random noise takes the place of rounding: 19 times in 20 it adds or takes away at most"
        " {n}",
        n=farthest(metric.epsilon),
    )


def farthest(epsilon: float) -> int:
    """What the noise of an ε exceeds at most once in 20 times.

    Beyond k, on either side, lies 2 a^(k + 1) / (1 + a) of it, a being exp(−ε).
    """
    base = exp(-epsilon)
    return ceil(log(0.05 * (1 + base) / 2) / -epsilon) - 1


def what(published: PublishedMetric) -> str:
    """What a metric counts, in a sentence."""
    metric = published.metric
    joined = metric.joined_es if current() == "es" else metric.joined_en
    if joined is not None and published.rung.step != Step.SINGLE:
        return joined
    return what_is_counted(metric)


def how_coarse(told: Told) -> str:
    """How coarsely a metric is told in a year, and how much could be told in the one before."""
    parts = {"year": str(told.year), "how": _step(told)}
    if not told.of:
        return _("{year}: {how}.", **parts)
    return ngettext(
        "{year}: {how}. The year before, {told} of {n} number of regions could be told.",
        "{year}: {how}. The year before, {told} of {n} numbers of regions could be told.",
        told.of,
        told=formats.number(told.told),
        **parts,
    )


def _step(told: Told) -> str:
    step, has_topics = told.rung.step, bool(told.metric.topics)
    if step == Step.GROUPS:
        return _("topics in groups")
    if step == Step.WHOLE:
        return _("all topics together")
    if step == Step.QUARTER and has_topics:
        return _("all topics together, and {n} weeks", n=told.rung.weeks)
    if step == Step.QUARTER:
        return _("{n} weeks together", n=told.rung.weeks)
    return _("each topic by itself") if has_topics else _("four weeks or one")


def what_is_counted(metric: Metric) -> str:
    """What a metric counts, in a sentence without its full stop."""
    return metric.what_es if current() == "es" else metric.what_en


def masked(rules: Parameters) -> str:
    """What stands for a number that is below the threshold or withheld."""
    return _("<{n} or withheld", n=rules.rounding.threshold)


def value(point: Point | None, rules: Parameters) -> str:
    """A number as it was published."""
    if point is None:
        return formats.NO_DATA
    return masked(rules) if point.value is None else formats.number(point.value)


def period(point: Point) -> str:
    """``Sep 28 – Oct 25, 2026``."""
    first = formats.day_and_month if point.start.year == point.end.year else formats.day
    return f"{first(point.start)} – {formats.day(point.end)}"


def length(published: PublishedMetric) -> str:
    """Whether a metric is published by week or by four weeks."""
    if published.weeks == YEAR:
        return _("by years of {n} weeks", n=YEAR)
    return _("by week") if published.weeks == 1 else _("by periods of {n} weeks", n=published.weeks)


def released(release: Release) -> str:
    """Which release this is, and how far it reaches."""
    return _(
        "Release {n}, published {day}; numbers through {through}.",
        n=release.number,
        day=formats.day(release.published_at.date()),
        through=formats.day(release.complete_through),
    )


def citation(release: Release, organization: str, address: str) -> str:
    """How to name the source."""
    return _(
        "{organization}, public numbers, release {n}, {day}. {address}",
        organization=organization,
        n=release.number,
        day=formats.day(release.published_at.date()),
        address=address,
    )


def exactly() -> str:
    """What an exact table is, below its title."""
    return _(
        "Counted exactly, and 0 is none: nothing is rounded or withheld here, because the"
        " organization has announced each of them itself."
    )


def how_told(rules: Parameters) -> str:
    """How the numbers of the protected metrics are told, above their tables."""
    if _with_noise(rules):
        return _(
            "Numbers are rounded or have random noise; below {n} they are not told.",
            n=rules.rounding.threshold,
        )
    return _("Numbers are rounded; below {n} they are not told.", n=rules.rounding.threshold)


def _otherwise(rules: Parameters) -> list[str]:
    """What is not rounded: exact metrics, and those that have noise."""

    def titles(names: list[str]) -> str:
        return formats.listing(title_of(m) for m in rules.metrics if m.name in names)

    sentences = []
    exact = [m.name for m in rules.metrics if not m.is_protected]
    if exact:
        sentences.append(
            _(
                "{metrics}: counted exactly, zeros included, because the organization has"
                " announced each of them itself.",
                metrics=titles(exact),
            )
        )
    noisy = _with_noise(rules)
    if noisy:
        sentences.append(
            _(
                "{metrics}: random noise takes the place of rounding. What is below {n} with it is"
                " not told.",
                metrics=titles(noisy),
                n=rules.rounding.threshold,
            )
        )
    return sentences


def _national(rules: Parameters) -> list[str]:
    names = [title_of(metric) for metric in rules.metrics if not metric.is_regional]
    if not names:
        return []
    return [_("{metrics}: told of the whole country alone.", metrics=formats.listing(names))]


def _joining(rules: Parameters) -> list[str]:
    """How coarsely what is small is told, and by what rule."""
    names = [title_of_sum(metric) for metric in rules.metrics if metric.joins]
    if not names:
        return []
    return [
        _(
            "{metrics}: told more coarsely where little could be told: topics in groups, then all"
            " together, then {n} weeks together. Each year keeps to one of these. It goes one step"
            " coarser if, in the year before, no more than {told} of the numbers of regions were"
            " told, and one step finer if {finer} of them were so large that they would be told"
            " apart, too. Only published numbers decide that.",
            metrics=formats.listing(names),
            n=QUARTER,
            told=formats.percent(rules.joining.told),
            finer=formats.percent(rules.joining.finer),
        )
    ]


def _with_noise(rules: Parameters) -> list[str]:
    """The names of the metrics that have noise."""
    return [metric.name for metric in rules.metrics if rules.has_noise(metric)]


def protection(rules: Parameters) -> list[str]:
    """How the numbers are protected, a plain sentence or two each; first what isn't."""
    examples = rounded(_EXAMPLES, rules.rounding).tolist()
    return [
        *_otherwise(rules),
        _(
            "Every other number is rounded: {raw} becomes {told}, and {raw_larger} becomes"
            " {told_larger}. Below {n}, zero included, it is not told.",
            raw=formats.number(_EXAMPLES[0]),
            told=formats.number(examples[0]),
            raw_larger=formats.number(_EXAMPLES[1]),
            told_larger=formats.number(examples[1]),
            n=rules.rounding.threshold,
        ),
        ngettext(
            "A rounded number with fewer than {n} committee behind it, or with one or two that make"
            " up nearly all of it, is withheld.",
            "A rounded number with fewer than {n} committees behind it, or with one or two that"
            " make up nearly all of it, is withheld.",
            rules.committees.minimum,
        ),
        _(
            "“{masked}” means one or the other, and nothing shows which: it may be none, a few, or"
            " many. It is drawn with hatching.",
            masked=masked(rules),
        ),
        _(
            "Places are regions of several states; nothing smaller is ever told. The total of the"
            " country is left out where it would give a region away, so regions need not add up."
        ),
        *_national(rules),
        *_joining(rules),
        ngettext(
            "A number is told once, at the earliest {n} week after its period ends, and never"
            " changes afterwards, also when reports come in late.",
            "A number is told once, at the earliest {n} weeks after its period ends, and never"
            " changes afterwards, also when reports come in late.",
            rules.periods.delay_weeks,
        ),
        _(
            "Before anything is published, a program tries to work out the real numbers from"
            " everything that was ever published. If it comes closer than the rounding says, the"
            " release is refused."
        ),
        _("Each release is signed, so that anyone can check that a copy was not changed."),
    ]
