"""Who carries our messages besides ourselves, and whether we hang on a few."""

import pandas as pd

from lib.language import N_, _, formats
from lib.measures import communications as measures
from lib.topics.communications import recorded
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table


def carried(choice: Choice) -> pd.DataFrame | None:
    """By :func:`lib.measures.communications.carried`; ``None`` without a message."""
    messages = recorded.messages(choice.scope)
    return None if messages.empty else measures.carried(messages)


def table(rows: pd.DataFrame, choice: Choice) -> Table:
    """Validators and alternative outlets, a row a region."""
    rows = recorded.ordered(rows, choice.scope)
    others = rows["validator"] + rows["alternative"]
    fewest = measures.settings().minimum_named
    shown = rows.assign(
        audience=rows["region_id"].map(recorded.audience),
        others=others,
        share=others / rows["messages"],
        first=(rows["top"] / rows["named"]).where(rows["named"] >= fewest),
    )
    top = measures.settings().top_validators
    columns = {
        "audience": Column(_("For"), pinned=True),
        "share": Column(_("Carried by others"), kind="percent"),
        "validator": Column(_("Validators"), kind="number"),
        "alternative": Column(_("Alternative outlets"), kind="number"),
        # Translators: messages of validators and alternative outlets together
        "others": Column(_("Both together"), kind="number"),
        "messages": Column(_("Messages"), kind="number"),
        "named": Column(_("Name their validator"), kind="number"),
        # Translators: how many different validators messages name
        "partners": Column(_("Different ones"), kind="number"),
        # Translators: share of the messages that name a validator
        "first": Column(_("By the first {n} of them", n=formats.number(top)), kind="percent"),
    }
    return Table(
        title=_(
            "Validators and alternative outlets carried {rate} of messages in 12 months",
            rate=formats.rate(int(others.sum()), int(rows["messages"].sum())),
        ),
        frame=shown,
        columns=columns,
        alt=_("Messages by region, and how many validators and alternative outlets carried."),
        caption=_(
            "The share of the first {n} is told where {fewest} messages or more name a validator.",
            n=formats.number(top),
            fewest=formats.number(fewest),
        ),
    )


def validators(choice: Choice) -> pd.DataFrame | None:
    """The validators that messages name, a row each, the most frequent first.

    ``validator_partner_id, validator, messages, share, together`` (with those above); ``None``
    where fewer messages name one than a share can be told of.
    """
    messages = recorded.messages(choice.scope)
    named = messages[messages["validator_partner_id"].notna()]
    if len(named) < measures.settings().minimum_named:
        return None
    rows = (
        named.groupby("validator_partner_id")
        .agg(
            validator=("validator", "first"),
            messages=("message_id", "size"),
        )
        .reset_index()
        .sort_values(["messages", "validator"], ascending=[False, True], kind="stable")
    )
    return rows.assign(
        share=rows["messages"] / rows["messages"].sum(), together=rows["messages"].cumsum()
    ).reset_index(drop=True)


def of_the_first(rows: pd.DataFrame) -> tuple[int, int, int]:
    """How many validators come first, their messages, and all that name one."""
    first = rows.head(measures.settings().top_validators)
    return len(first), int(first["messages"].sum()), int(rows["messages"].sum())


def listed(rows: pd.DataFrame, _choice: Choice) -> Table:
    """The validators, with their share of the messages that name one."""
    n, top, everything = of_the_first(rows)
    title = (
        _(
            "The first {n} of {all} validators spoke in {rate} of the messages that name one",
            n=formats.number(n),
            all=formats.number(len(rows)),
            rate=formats.rate(top, everything),
        )
        if n < len(rows)
        else _("{n} messages in 12 months name a validator", n=formats.number(everything))
    )
    return Table(
        title=title,
        frame=rows,
        columns={
            # Translators: somebody well known who speaks for us
            "validator": Column(_("Validator"), pinned=True, wide=True),
            "messages": Column(_("Messages"), kind="number"),
            "share": Column(_("Share"), kind="percent"),
            # Translators: messages of a validator and of all who stand above in the list
            "together": Column(_("With those above"), kind="number"),
        },
        alt=_("Validators with the messages that name them."),
        caption=_("In 12 months, of any channel. Messages that name no validator are not counted."),
    )


CARRIED = Figure("carried", carried, table, empty=recorded.NO_MESSAGES)
VALIDATORS = Figure(
    "validators",
    validators,
    listed,
    empty=N_("Too few messages name their validator to tell whether we hang on a few"),
)
