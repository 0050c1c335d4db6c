"""Certificates that came to within 30 days of their end in the last week, in a sentence."""

from lib import reads
from lib.language import formats, ngettext
from lib.language.several import first_few
from lib.reads.committee_names import committee_names
from lib.ui.filters import Choice, region_name


def ending_lately(choice: Choice) -> list[str]:
    """The sentence on certificates that now end within 30 days and a week ago did not, if any.

    :raises Unavailable: if the membership database can't be read.
    """
    rows = reads.membership.certificates_by_committee(choice.scope)
    rows = rows[rows["expiring_lately"] > 0]
    if rows.empty:
        return []
    names = committee_names(choice.scope)
    holding = [
        names.get(str(committee), region_name(str(region)))
        for committee, region in zip(rows["committee_id"], rows["region_id"], strict=True)
    ]
    n = int(rows["expiring_lately"].sum())
    return [
        ngettext(
            "**{n}** more certificate ends within 30 days: {committees}",
            "**{n}** more certificates end within 30 days: {committees}",
            n,
            n=formats.number(n),
            committees=first_few(holding),
        )
    ]
