"""Whom to remind now: those whose dues ran out, and those whose dues run out soon."""

from lib.data.contract.rollup.members import GRACE_DAYS
from lib.language import _, formats
from lib.measures import thresholds
from lib.measures.across_regions import REGION
from lib.measures.renewals import SOON_DAYS
from lib.topics.membership import due
from lib.topics.membership.due import Due
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text, points


def _read(choice: Choice) -> Due | None:
    who = due.read(choice)
    return who if who.over or len(who.coming) else None


def _text(who: Due, _choice: Choice) -> Text | None:
    is_soon = (who.coming["due_within"] <= SOON_DAYS) & who.coming[REGION].isin(who.soon)
    over, soon = who.over, float(who.coming.loc[is_soon, "members"].sum())
    least = thresholds.membership().minimum_people
    if max(over, soon) < least:
        return None
    deeds = []
    if over >= least:
        deeds.append(
            _(
                "**Call first** the {n} whose dues ran out in the last {days} days and who have not"
                " renewed: only until these days are over are they members still.",
                n=formats.number(over),
                days=GRACE_DAYS,
            )
        )
    if soon >= least:
        deeds.append(
            _(
                "**Write before the day** to the {n} whose dues run out within {days} days, and"
                " offer a lower tier to who can't pay this one.",
                n=formats.number(soon),
                days=SOON_DAYS,
            )
        )
    return Text(title=_("Whom to remind now"), body=points(deeds))


REMIND = Figure("renewals_to_do", _read, _text)
