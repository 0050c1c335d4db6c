"""How these figures are known, and what they don't say."""

from lib.language import _
from lib.measures.accompaniment import accompaniment
from lib.topics.support.day_words import days_of
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text


def _read(_choice: Choice) -> bool:
    return True


def text(_known: bool, _choice: Choice) -> Text:  # noqa: FBT001
    """Put the method in words, a line a figure."""
    numbers = accompaniment()
    lines = [
        _(
            "**Open**: without a resolution today. A first response that nobody wrote down came"
            " with the resolution at the latest, and counts from then."
        ),
        _(
            "**Waits** are followed for requests of {weeks} weeks. An open request says that it"
            " took longer than it has waited so far; the mean of the closed ones would leave out"
            " the hard ones. What is answered on the day of asking counts as 0 days.",
            weeks=numbers.wait_weeks,
        ),
        _(
            "**A visit follows a request** if its record names one; else if a request of the"
            " committee was open that day, or was made within {days} before. The request need not"
            " be the reason.",
            days=days_of(numbers.follows_days),
        ),
        _(
            "**Silent**: active for more than {days}, no request in {days}, and health that fell as"
            " much as the first page counts. Whoever is strong need not ask.",
            days=days_of(numbers.silent_days),
        ),
        _(
            "**Whether visits help is not shown.** Organizers go where a committee had bad weeks,"
            " and after bad weeks most committees come back toward their usual by themselves: a"
            " score that rises after visits would say little more than that."
        ),
        _(
            "**Posts** are shown where a region has at least two in the records of 13 weeks: one"
            " alone is a person. Its hours are in no sum either, so that none can be subtracted."
        ),
    ]
    return Text(body="\n".join(f"- {line}" for line in lines))


METHOD = Figure("support_method", _read, text)
