"""Rapid response in brief: what to do, what rises, what nobody answered, whether we pick up."""

from lib.brief.figures import headline_part
from lib.brief.parts import Brief, Section, of
from lib.brief.said import clocks_line, regions_in_view
from lib.language import _
from lib.topics.response import hotline, unanswered
from lib.topics.response.alarms import ALARMS
from lib.topics.response.to_do import TO_DO
from lib.topics.this_week import headlines
from lib.topics.this_week.unanswered import UNANSWERED
from lib.ui.filters import Choice


def response(choice: Choice) -> Brief:
    """The brief of what happens and who answers."""
    return Brief(
        kind="response",
        title=_("Rapid response"),
        lead=regions_in_view(choice.scope),
        clocks=clocks_line(),
        sections=(
            Section(_("What to do first"), (of(TO_DO, choice),), "response"),
            Section(_("What is happening?"), (of(ALARMS, choice),)),
            Section(
                _("What did nobody answer?"),
                (of(UNANSWERED, choice), of(unanswered.KINDS, choice)),
            ),
            Section(_("How fast are we?"), (headline_part(headlines.OF_INCIDENTS, choice),)),
            Section(_("Does the hotline answer?"), (of(hotline.HOTLINE, choice),)),
        ),
    )
