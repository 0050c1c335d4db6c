"""What is due when, and what was released, for whoever publishes."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from lib.access.prefix import here
from lib.language import _, formats, ngettext
from lib.publication import open_data, proposing
from lib.publication.coming import Coming, coming
from lib.publication.open_data import PATH, Release
from lib.publication.parameters import parameters
from lib.publication.periods import YEAR
from lib.topics.publication import open_data_pages as pages
from lib.topics.publication import words
from lib.ui.columns import Column
from lib.ui.sections import section
from lib.ui.tables import table


def draw_due(releases: Sequence[Release]) -> None:
    """Draw when the next release is due, and of what."""
    today = proposing.today()
    next_ = coming(open_data.atoms(releases[0].number), today, parameters()) if releases else ()
    section(due_title(next_, today))
    lines = [f"- {sentence(each, today)}" for each in next_]
    if releases:
        lines.insert(0, words.released(releases[0]) + "\n")
    if lines:
        st.markdown("\n".join(lines))


def due_title(next_: Sequence[Coming], today: date) -> str:
    """Whether a release is due, and since or from when."""
    if not next_:
        return _("Nothing has been published yet: a first release can be prepared")
    first = next_[0]
    day = formats.day(first.due)
    late = first.days_late(today)
    if late < 0:
        return ngettext(
            "The next release is due in {n} day, on {day}",
            "The next release is due in {n} days, on {day}",
            -late,
            day=day,
        )
    if late == 0:
        return _("A release is due today")
    return ngettext(
        "A release has been due for {n} day, since {day}",
        "A release has been due for {n} days, since {day}",
        late,
        day=day,
    )


def sentence(each: Coming, today: date) -> str:
    """What comes next of the metrics of one length of periods."""
    # Translators: how often numbers are published
    length = _("By week") if each.weeks == 1 else _("By periods of {n} weeks", n=each.weeks)
    if each.weeks == YEAR:
        length = _("By years of {n} weeks", n=YEAR)
    metrics = ngettext("{n} metric", "{n} metrics", len(each.codes))
    parts = {
        "length": length,
        "metrics": metrics,
        "through": formats.day(each.through),
        "first": formats.day(each.start),
        "last": formats.day(each.end),
        "day": formats.day(each.due),
    }
    if each.days_late(today) < 0:
        return _(
            "**{length}** ({metrics}): told through {through}; {first} – {last} from {day} on.",
            **parts,
        )
    return ngettext(
        "**{length}** ({metrics}): told through {through}; {n} period waits, due since {day}.",
        "**{length}** ({metrics}): told through {through}; {n} periods wait, the first due since"
        " {day}.",
        each.waiting,
        **parts,
    )


def draw_list(releases: Sequence[Release], language: str) -> None:
    """Draw every release with its days and the address where it stands for good."""
    if not releases:
        return
    section(ngettext("{n} release is published", "{n} releases are published", len(releases)))
    table(
        listed(releases, language),
        {
            # Translators: a publication of numbers; here its ordinal number
            "number": Column(_("Release"), kind="number", pinned=True),
            "published_on": Column(_("Published on"), kind="date"),
            "through": Column(_("Numbers through"), kind="date"),
            # Translators: address of a release
            "page": Column(_("Page"), kind="link"),
        },
        key="publishing_releases",
        alt=_("The releases, newest first."),
    )
    every = _("All releases with their files")
    page, feed = here(PATH + pages.page_of(language)), here(PATH + open_data.FEED)
    # A link in a caption is too pale to be read.
    st.markdown(f"[{every}]({page}) · [Atom]({feed})")


def listed(releases: Sequence[Release], language: str) -> pd.DataFrame:
    """The releases, newest first: ``number, published_on, through, page`` (an address)."""
    page = pages.page_of(language)
    rows = [
        (
            release.number,
            pd.Timestamp(release.published_at.date()),
            pd.Timestamp(release.complete_through),
            here(release.path) + page,
        )
        for release in sorted(releases, key=lambda each: each.number, reverse=True)
    ]
    return pd.DataFrame(rows, columns=["number", "published_on", "through", "page"])
