"""An answer of the covering model in sentences and tables."""

import pandas as pd

from lib.language import _, formats, ngettext
from lib.measures import readiness
from lib.measures.priorities.settings import settings
from lib.topics.priorities.cover import Answer
from lib.ui.columns import Column

_NAMED = 4


def title_of(answer: Answer, places: pd.DataFrame) -> str:
    """How many more the best answer brings within reach, and from where.

    :param places: at least those of the answer: ``place_id``, ``place``.
    """
    best = answer.best
    if not best.whole:
        return _("Ready committees reach everyone who is counted here already")
    if not (best.organizers or best.trainings):
        return _("Without anyone new, nobody more is reached")
    return _(
        "From {places}, {n} more people are within reach: {after} of {all}, instead of {before}",
        places=_from(answer, places),
        n=formats.number(best.covered),
        after=formats.percent(answer.within_reach(best) / answer.whole),
        before=formats.percent(answer.reached / answer.whole),
        all=formats.number(answer.whole),
    )


def _from(answer: Answer, places: pd.DataFrame) -> str:
    names = dict(zip(places["place_id"], places["place"], strict=True))
    ordered = tuple(answer.added) or answer.best.organizers
    first = [formats.plain(names[place]) for place in ordered[:_NAMED]]
    more = len(ordered) - len(first)
    if more:
        first.append(ngettext("{n} more place", "{n} more places", more))
    trainings = len(answer.best.trainings)
    if trainings:
        first.append(ngettext("{n} training", "{n} trainings", trainings))
    return formats.listing(first)


def why_first(answer: Answer, listed: pd.DataFrame, minutes: int) -> str:
    """Why the place that reaches most stands where it does by rank; empty without one.

    :param listed: by ``place_ranks.named``.
    """
    if not answer.added:
        return ""
    place_id, people = next(iter(answer.added.items()))
    here = listed.set_index("place_id").loc[place_id]
    parts = {
        "place": formats.plain(here["place"]),
        "people": formats.number(people),
        "minutes": formats.minutes(minutes),
    }
    if here["rank"] == 1:
        return _(
            "**{place}** ranks first by the gap, too: {people} of them live within {minutes} of it,"
            " and nobody reaches them yet.",
            **parts,
        )
    return _(
        "**{place}** ranks {rank} by the gap and comes first here: ranks compare places per head,"
        " this counts people. {people} of them live within {minutes} of it, and nobody reaches them"
        " yet.",
        **parts,
        rank=formats.number(here["rank"]),
    )


def how_good(answer: Answer) -> str:
    """How far the answer may be from the best there is, and how far the greedy one is below it."""
    gap: float | None = answer.best.gap
    if formats.is_missing(gap):
        proof = _("Time ran out before anything better than the largest first was found.")
    elif gap <= settings().cover.gap:
        proof = _("Proven: no other choice covers more (gap {gap}).", gap=formats.percent(gap, 2))
    else:
        proof = _(
            "The best that was found in time; no choice covers over {gap} more.",
            gap=formats.percent(gap, 1),
        )
    behind = round(answer.best.covered - answer.greedy.covered)
    if behind <= 0:
        return proof + " " + _("Taking the largest each time reaches as many.")
    return (
        proof
        + " "
        + ngettext(
            "Taking the largest each time reaches {n} person fewer.",
            "Taking the largest each time reaches {people} people fewer.",
            behind,
            people=formats.number(behind),
        )
    )


def compared(answer: Answer) -> pd.DataFrame:
    """Today's, the greedy and the best answer: ``answer, people`` (within reach), ``covered``.

    The last is their ratio to all who are counted.
    """
    whole = answer.whole or float("nan")
    people = [
        answer.reached,
        answer.within_reach(answer.greedy),
        answer.within_reach(answer.best),
    ]
    return pd.DataFrame(
        {
            # Translators: as things are, before anybody is sent
            "answer": [_("Today"), _("Largest first"), _("Best answer")],
            "people": people,
            "covered": [within / whole for within in people],
        }
    )


def compared_columns() -> dict[str, Column]:
    """The columns of ``compared``."""
    return {
        # Translators: solution that was computed: where to send organizers
        "answer": Column(_("Answer")),
        "people": Column(_("People within reach"), kind="number"),
        # Translators: of those who are counted, how many are within reach
        "covered": Column(
            _("Share"),
            kind="bar",
            help=_("Of all who are counted; whom ready committees reach today are among them."),
        ),
    }


def places_of(answer: Answer, listed: pd.DataFrame) -> pd.DataFrame:
    """The places of both answers: ``place, region, what``, whether each has it, and in words.

    :param listed: by ``place_ranks.named``.
    """
    sent = [
        (place, what, place in best, place in greedy)
        for what, best, greedy in (
            # Translators: what is sent to a place: one organizer
            (_("organizer"), answer.best.organizers, answer.greedy.organizers),
            # Translators: what is sent to a place: one training
            (_("training"), answer.best.trainings, answer.greedy.trainings),
        )
        for place in dict.fromkeys([*best, *greedy])
    ]
    frame = pd.DataFrame(sent, columns=["place_id", "what", "in_best", "in_greedy"])
    frame = frame.astype({"in_best": bool, "in_greedy": bool})
    added = frame["place_id"].map(dict(answer.added)).astype(float)
    frame["people"] = added.where((frame["what"] == _("organizer")) & frame["in_best"])
    names = {
        # Translators: both answers choose this place
        (True, True): _("both"),
        # Translators: of two answers: the one that reaches the most need
        (True, False): _("best"),
        (False, True): _("largest first"),
    }
    pairs = zip(frame["in_best"], frame["in_greedy"], strict=True)
    frame["answer"] = [names[pair] for pair in pairs]
    frame = frame.sort_values("people", ascending=False, kind="stable")
    return frame.merge(listed[["place_id", "place", "region", "rank"]], on="place_id")


def place_columns() -> dict[str, Column]:
    """The columns of ``places_of``."""
    return {
        "place": Column(_("Place"), pinned=True),
        "what": Column(_("What")),
        "answer": Column(
            _("Answer"), help=_("The best answer, or that of taking the largest each time.")
        ),
        "people": Column(
            _("People added"),
            kind="number",
            help=_("By an organizer there: whom nobody reaches today, nor from a place above it."),
        ),
        "rank": Column(
            _("Rank"), kind="number", help=_("By need, lack of capacity and standing, per head.")
        ),
        "region": Column(_("Region")),
    }


def who_is_counted(candidates: pd.DataFrame) -> str:
    """Of whom every number here is told.

    :param candidates: by ``cover.candidates``.
    """
    whole = float(candidates["whole"].sum())
    reached = whole - float(candidates["uncovered"].sum())
    return _(
        "Counted are the foreign-born people of cities that are among the {share} of places with"
        " the most need: {all} people. {reached} of them ({part}) live within {drive} of a ready"
        " committee today.",
        share=formats.percent(settings().cover.needy_share),
        all=formats.number(whole),
        reached=formats.number(reached),
        part=formats.percent(reached / whole if whole else None),
        drive=formats.minutes(readiness.settings().drive_minutes),
    )
