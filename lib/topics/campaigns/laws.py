"""What the states' laws do, as somebody of the organization read them."""

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table


def _read(choice: Choice) -> pd.DataFrame:
    laws = reads.membership.state_laws(choice.scope)
    states = reads.membership.states(choice.scope)[["state_fips", "name"]]
    return laws.merge(states, on="state_fips", how="left")


def table(laws: pd.DataFrame, choice: Choice) -> Table:  # noqa: ARG001 - as every figure's
    """List them by state."""
    n, states = len(laws), laws["state_fips"].nunique()
    return Table(
        title=_(
            "{laws} of {states} on record",
            laws=ngettext("{n} law", "{n} laws", n, n=formats.number(n)),
            states=ngettext("{n} state", "{n} states", states, n=formats.number(states)),
        ),
        frame=laws.sort_values(["name", "stance"], kind="stable"),
        columns={
            # Translators: of the United States; of an account, open or closed
            "name": Column(_("State"), pinned=True),
            "stance": Column(_("What it does"), family="law_stance"),
            # Translators: column: what a law does, in a sentence
            "effect": Column(_("Effect"), wide=True),
            # Translators: column: how a law is cited
            "statute": Column(_("Statute")),
            # Translators: column: where a law can be read
            "url": Column(_("Link"), kind="link"),
            "verified_on": Column(_("Verified on"), kind="date"),
        },
        alt=_("Laws of the states that protect from enforcement or help it."),
        caption=_("Only laws that somebody of the organization read and entered are here."),
    )


LAWS = Figure(
    "state_laws",
    _read,
    table,
    empty=N_(
        "No law of a state is recorded. Nothing is shipped that nobody verified: what the"
        " organization enters in its table of laws stands here"
    ),
)
