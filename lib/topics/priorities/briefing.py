"""What the printable brief says of a scenario."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from lib.access.scenarios import SavedWish
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.language import AUTONYMS, LANGUAGES, _, formats, use
from lib.language.vocabulary import name_of
from lib.measures.priorities.codes import Component, Group
from lib.measures.priorities.reasons import why_here
from lib.measures.priorities.settings import Weights, settings
from lib.measures.priorities.wish import Infeasible
from lib.topics.priorities import answer as answers
from lib.topics.priorities import brief, cover, looked_after, place_ranks, ranking, surges, words
from lib.topics.priorities import places as priority_places
from lib.topics.priorities.brief import drawing
from lib.topics.priorities.brief.drawing import Curve
from lib.topics.priorities.wish_form import Asked
from lib.ui import downloads
from lib.ui.filters import region_name

_FIRST, _REASONED, _REASONS = 10, 2, 2
_MARKDOWN = re.compile(r"\\(.)|\*\*")


def offer(name: str, asked: Asked, *, key: str) -> None:
    """Draw a link to the brief in each language; it is made when it is followed."""
    for language in LANGUAGES:
        downloads.offer(
            _("Brief to print ({language})", language=AUTONYMS[language]),
            partial(made, name, asked, language),
            key=f"{key}_{language}",
            file_name=f"tejido-priorities-{language}.html",
            mime="text/html; charset=utf-8",
            rows=_FIRST,
        )


def made(name: str, asked: Asked, language: str) -> bytes:
    """The brief as a file, in a language.

    :raises Unavailable: if a database can't be read.
    """
    with use(language):
        return brief.render(of(name, asked))


def of(name: str, asked: Asked) -> brief.Brief:
    """What the brief of a wish and its weights says, in the language of now.

    :raises Unavailable: if a database can't be read.
    """
    scope, weights = asked.scope, asked.weights
    listed = place_ranks.listed(scope, weights)
    ranks = place_ranks.with_intervals(listed, place_ranks.intervals(scope, weights))
    statement = place_ranks.statement(scope, weights)
    as_of = priority_places.read(scope).as_of
    answer = _answer(asked)
    surge = surges.read(scope)
    return brief.Brief(
        title=name or _("Priorities"),
        made=_("Figures of {day} · {regions}", day=formats.day(as_of), regions=_in(scope)),
        surge="" if surge is None else surges.lead(surge),
        surges=[] if surge is None else [_plain(line) for line in surges.sentences(surge)],
        finding=_plain(ranking.title_of(ranks)),
        statement="" if statement is None else words.unranked(statement),
        first=_first(ranks),
        top=settings().top,
        dots=drawing.dots(ranks, _FIRST),
        why=_why(scope, weights, ranks),
        asked=_asked(asked.wish, listed),
        answer=answer.title,
        how_good=answer.how_good,
        covered=answer.covered,
        placed=answer.placed,
        curve=answer.curve,
        weights=_weights(weights),
        notes=[*looked_after.lines(scope), *_notes()],
    )


def _first(ranks: pd.DataFrame) -> list[brief.Ranked]:
    first = ranks.head(_FIRST).fillna({"need": 0.0, "capacity": 0.0, "share_top": 0.0})
    columns = ("place", "rank_said", "share_top", "need", "capacity")
    return [brief.Ranked(*row) for row in zip(*(first[c] for c in columns), strict=True)]


def _why(scope: Scope, weights: Weights, ranks: pd.DataFrame) -> list[tuple[str, list[str]]]:
    priorities = place_ranks.now(scope, weights)
    first = ranks.head(_REASONED)
    reasons = []
    for place_id, place in zip(first["place_id"], first["place"], strict=True):
        rows = why_here(priorities, place_id, _REASONS).itertuples()
        sentences = [_plain(words.sentence(words.figure_of(row), row.above)) for row in rows]
        if sentences:
            reasons.append((place, sentences))
    return reasons


@dataclass(frozen=True)
class _Answer:
    """What a brief says of the answer to a wish; see ``brief.Brief``."""

    title: str
    how_good: str = ""
    covered: Sequence[tuple[str, float]] = ()
    placed: Sequence[tuple[str, str]] = ()
    curve: Curve | None = None


def _answer(asked: Asked) -> _Answer:
    inputs = (asked.scope, asked.weights, asked.wish)
    candidates = cover.choices(asked.scope, asked.weights)
    if candidates.empty or not candidates["whole"].sum():
        return _Answer(_("Where need is greatest can't be told, or nobody is known to live there."))
    try:
        answer, points = cover.answer(*inputs), cover.curve(*inputs)
    except Infeasible as problem:
        return _Answer(words.obstacle(problem.obstacle))
    listed = place_ranks.listed(asked.scope, asked.weights)
    places = answers.places_of(answer, listed)
    covered = answers.compared(answer).fillna(0.0)
    return _Answer(
        title=_plain(answers.title_of(answer, listed)),
        how_good=f"{answers.who_is_counted(candidates)} {answers.how_good(answer)}",
        covered=list(zip(covered["answer"], covered["covered"], strict=True)),
        placed=[
            (what, formats.listing(of_kind["place"]))
            for what, of_kind in places[places["in_best"]].groupby("what", sort=False)
        ],
        curve=drawing.curve(points, asked.wish.organizers, _highest(points)),
    )


def _highest(points: pd.DataFrame) -> str:
    return formats.percent(points["best_share"].max())


def _asked(wish: SavedWish, listed: pd.DataFrame) -> list[tuple[str, str]]:
    names = dict(zip(listed["place_id"], listed["place"], strict=True))
    items = [
        (_("New organizers"), formats.number(wish.organizers)),
        (_("Trainings"), formats.number(wish.trainings)),
        (_("Travel time"), formats.minutes(wish.minutes)),
    ]
    items += [
        (_("At least in {region}", region=region_name(region)), formats.number(least))
        for region, least in wish.floors.items()
    ]
    for label, chosen in (
        (_("Places that must have one"), wish.pinned),
        (_("Places to leave out"), wish.excluded),
    ):
        if chosen:
            items.append((label, formats.listing(names.get(place, place) for place in chosen[:6])))
    return items


def _weights(weights: Weights) -> list[tuple[str, str]]:
    groups = [(name_of("priority_group", g), str(weights.of(g))) for g in Group]
    parts = [(name_of("priority_component", c), str(weights.of(c))) for c in Component]
    return groups + parts


def _notes() -> list[str]:
    return [
        _(
            "A rank stands with the interval that it has in 95 of 100 draws of the uncertain"
            " figures and of weights near the chosen ones: where intervals overlap, the order says"
            " little. Need, capacity and standing are compared among the places of these regions."
        ),
        _(
            "Made by Tejido from counts of places and periods. For the organization's own use: not"
            " to be published."
        ),
    ]


def _in(scope: Scope) -> str:
    return formats.listing(region_name(r) for r in scope.regions if r != UNKNOWN_REGION)


def _plain(text: str) -> str:
    """A sentence without its Markdown."""
    return _MARKDOWN.sub(lambda match: match.group(1) or "", text)
