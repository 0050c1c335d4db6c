"""How unevenly dues are carried: what each tenth of those who pay has paid."""

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.measures.membership import tenths
from lib.topics.membership.recorded import between, counted, months
from lib.ui.charts import Chart, bars
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column


def _read(choice: Choice) -> pd.DataFrame | None:
    shares = tenths(reads.membership.dues_payers(counted(choice)))
    return None if shares is None else shares.assign(dollars=(shares["cents"] / 100).round())


def _chart(shares: pd.DataFrame, choice: Choice) -> Chart:
    first, whole = shares["dollars"].iloc[0], shares["dollars"].sum()
    named = shares.assign(name=[_name(int(tenth)) for tenth in shares["tenth"]])
    return Chart(
        title=_(
            "{period}: the tenth of payers who pay most paid {share} of all dues"
            " ({part} of {whole})",
            period=between(*months(choice).span),
            share=formats.percent(first / whole),
            part=formats.dollars(first),
            whole=formats.dollars(whole),
        ),
        alt=_("Dues by tenths of those who pay, those who pay most first."),
        plot=bars(named, label="name", value="dollars", text=formats.dollars),
        table=named,
        columns={
            # Translators: people who pay dues, in ten equal parts
            "name": Column(_("Payers"), pinned=True),
            "dollars": Column(_("Dues, dollars"), kind="number"),
            "share": Column(_("Share"), kind="percent"),
        },
        caption=_(
            "Dues of {n} people by the day on which they paid, and not spread over months; what was"
            " given back is taken off.",
            n=formats.number(round(shares["payers"].sum())),
        ),
    )


def _name(tenth: int) -> str:
    if tenth == 1:
        # Translators: the tenth of those who pay that pays most
        return _("Tenth that pays most")
    # Translators: n is 2 to 10: of the ten equal parts of those who pay, by what they pay
    return ngettext("Tenth no. {n}", "Tenth no. {n}", tenth, n=tenth)


TENTHS = Figure(
    "dues_tenths",
    _read,
    _chart,
    empty=N_("Too few people paid dues to tell how evenly they are carried"),
)
