"""What the printable brief says of a scenario."""

import re
from functools import partial
from typing import Any

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
from lib.topics.priorities import brief, cover, measured, ranking, words
from lib.topics.priorities.brief import drawing
from lib.topics.priorities.wish import Asked
from lib.ui import downloads
from lib.ui.filters import region_name

_FIRST, _REASONED, _REASONS = 10, 3, 2
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
    places, found = measured.read(scope), measured.now(scope, weights)
    listed = measured.listed(scope, weights)
    ranks = measured.ranks_of(listed, measured.intervals(scope, weights))
    first = ranks.head(_FIRST)
    why = [
        (row.place, [_plain(words.sentence(words.figured(r), r.above)) for r in lifts.itertuples()])
        for row in first.head(_REASONED).itertuples()
        if len(lifts := why_here(found, row.place_id, _REASONS))
    ]
    statement = "" if found.statement is None else words.unranked(found.statement)
    return brief.Brief(
        title=name or _("Priorities"),
        made=_("Figures of {day} · {regions}", day=formats.day(places.as_of), regions=_in(scope)),
        finding=_plain(ranking.title_of(ranks)),
        statement=statement,
        first=[
            brief.Ranked(row.place, row.rank_said, row.share_top, row.need, row.capacity)
            for row in first.fillna({"need": 0.0, "capacity": 0.0, "share_top": 0.0}).itertuples()
        ],
        top=settings().top,
        dots=drawing.dots(ranks, _FIRST),
        why=why,
        asked=_asked(asked.wish, listed),
        weights=_weights(weights),
        notes=_notes(),
        **_answer(asked),
    )


def _answer(asked: Asked) -> dict[str, Any]:
    inputs = (asked.scope, asked.weights, asked.wish)
    nothing: dict[str, Any] = {"how_good": "", "covered": [], "placed": [], "curve": None}
    rows = cover.choices(asked.scope, asked.weights)
    if rows.empty or not rows["whole"].sum():
        return nothing | {"answer": _("There is no need left to cover that can be told.")}
    try:
        found, points = cover.answer(*inputs), cover.curve(*inputs)
    except Infeasible as problem:
        return nothing | {"answer": words.obstacle(problem.obstacle)}
    placed = answers.places_of(found, rows)
    best = placed[placed["in_best"]]
    covered = answers.compared(found).fillna(0.0)
    return {
        "answer": _plain(answers.title_of(found, rows)),
        "how_good": answers.how_good(found),
        "covered": list(zip(covered["answer"], covered["covered"], strict=True)),
        "placed": [
            (what, formats.listing(places["place"]))
            for what, places in best.groupby("what", sort=False)
        ],
        "curve": drawing.curve(points, asked.wish.organizers, _highest(points)),
    }


def _highest(points: pd.DataFrame) -> str:
    return formats.percent(points["best"].max())


def _asked(wish: SavedWish, listed: pd.DataFrame) -> list[tuple[str, str]]:
    names = dict(zip(listed["place_id"], listed["place"], strict=True))
    said = [
        (_("New organizers"), formats.number(wish.organizers)),
        (_("Trainings"), formats.number(wish.trainings)),
        (_("Travel time"), formats.minutes(wish.minutes)),
    ]
    said += [
        (_("At least in {region}", region=region_name(region)), formats.number(least))
        for region, least in wish.floors.items()
    ]
    for label, chosen in (
        (_("Places that must have one"), wish.pinned),
        (_("Places to leave out"), wish.excluded),
    ):
        if chosen:
            said.append((label, formats.listing(names.get(place, place) for place in chosen[:6])))
    return said


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
    return _MARKDOWN.sub(lambda found: found.group(1) or "", text)
