"""The week of a region or of the nation: what is on fire, what to do, what changed, the figures."""

from functools import partial

from lib import reads
from lib.access import taking as access_taking
from lib.access.taking import Taken
from lib.brief import picture
from lib.brief.figures import headline_part
from lib.brief.parts import (
    Brief,
    CallCard,
    Part,
    Section,
    committee_address,
    made_of,
    of,
)
from lib.brief.said import clocks_line, regions_in_view
from lib.data.errors import Unavailable
from lib.language import _
from lib.topics.health import calls, taking
from lib.topics.health.sources import late_indicators, warning
from lib.topics.support.promises import PROMISES, Promises
from lib.topics.support.waiting import WAITING
from lib.topics.this_week import headlines, needs, news
from lib.topics.this_week.on_fire import ON_FIRE
from lib.topics.this_week.unanswered import UNANSWERED
from lib.topics.training.certificates import EXPIRING
from lib.ui.filters import Choice


def week(username: str, choice: Choice) -> Brief:
    """The brief of what is chosen.

    :param username: of who looks: what they have taken is said to be theirs.
    """
    taken = taken_in(choice)
    return Brief(
        kind="week",
        title=_("This week"),
        lead=regions_in_view(choice.scope),
        clocks=clocks_line(),
        sections=(
            Section(
                _("What is on fire"), (of(ON_FIRE, choice), of(UNANSWERED, choice)), "response"
            ),
            _needs(username, choice, taken),
            _due(choice, taken),
            _changed(choice),
            Section(_("At a glance"), (headline_part(headlines.FIVE, choice),), "this_week"),
            Section(_("Where our committees are"), (made_of(partial(picture.of, choice)),)),
        ),
    )


def taken_in(choice: Choice) -> tuple[Taken, ...]:
    """Who has which committee; nobody where that can't be read: the brief goes on."""
    try:
        return reads.dashboard.taken(choice.scope)
    except Unavailable:
        return ()


def _needs(username: str, choice: Choice, taken: tuple[Taken, ...]) -> Section:
    by_id = {each.committee_id: each for each in taken}
    title = ""

    def part() -> Part:
        nonlocal title
        late = late_indicators()
        called = calls.calls(choice.scope)
        title = needs.title(called, is_late=bool(late))
        if called is None:
            return Part()
        return Part(
            cards=tuple(
                _card(call, by_id.get(call.committee_id), username) for call in called.first
            ),
            left=called.pressing - len(called.first),
            note=needs.watched(called),
            problem=warning(late),
        )

    made = made_of(part)
    return Section(title or _("Who needs someone first"), (made,), "committees")


def _card(call: calls.Call, taken: Taken | None, username: str) -> CallCard:
    said = taking.sentence(taken, is_own=taken.username == username) if taken else ""
    return CallCard(call, committee_address(call.committee_id), said)


def _due(choice: Choice, taken: tuple[Taken, ...]) -> Section:
    """What is promised, who waits, which certificates end."""
    try:
        over = reads.dashboard.promises_over(choice.scope)
    except Unavailable:
        over = ()
    promised = Promises(taken, over, access_taking.today())
    return Section(
        # Translators: heading: promises that end, requests that wait, certificates that expire
        _("What is due"),
        tuple(
            part
            for part in (
                of(PROMISES, choice, promised),
                of(WAITING, choice, taken),
                of(EXPIRING, choice),
            )
            if part != Part()
        ),
        "support",
    )


def _changed(choice: Choice) -> Section:
    told = (news.membership_in_words, news.incidents_of_last_week, news.levels_of_last_week)
    parts = (made_of(partial(_sentences, make, choice)) for make in told)
    return Section(_("What changed"), tuple(part for part in parts if part != Part()))


def _sentences(make: news.Sentences, choice: Choice) -> Part:
    return Part(body=make(choice))
