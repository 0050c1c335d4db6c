"""The key of a row: made of cells as they look, so that what nobody sees makes no row a new one."""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from lib.exchange.errors import Rejected
from lib.exchange.header import Cells, Header
from lib.exchange.mapping import Identity
from lib.exchange.reading.parts import FILE_NAME
from lib.exchange.templates import Template
from lib.reference.names import folded, plain, tidy

DIGEST_BYTES = 15
"""Of a whole row's fingerprint; earlier versions had 16, by which their keys are told apart."""
FORMER_DIGEST_BYTES = 16

_NOTHING = re.compile("\x00[^\x01]*\x01(?=\x00|$)")


class Key(NamedTuple):
    """The key of a row, and the one that earlier versions gave it where that differs."""

    text: str
    former: str | None


Identify = Callable[[Cells], Key]


def identifier(identity: Identity, column: str, header: Header, *, has_former: bool) -> Identify:
    """A function from a row to its key.

    It raises ``Rejected`` where a cell is empty that a template needs.

    :param column: the key's column.
    :param has_former: whether the table has keys of whole rows of earlier versions.
    :raises NotImportable: if the header lacks a column.
    """
    if identity.template is None:
        return _whole_row(identity, header, has_former=has_former)
    template = Template(identity.template)
    picks = [header.pick([name], "identity.template") for name in template.fields]

    def identify(cells: Cells) -> Key:
        texts = [pick(cells) for pick in picks]
        if None in texts:
            raise Rejected(column, "a cell that the row's identity is made of is empty")
        now = [_keyed(text or "", identity) for text in texts]
        before = [folded(text or "") for text in texts] if identity.folded else texts
        return Key(template.fill(now), template.fill(before) if before != now else None)

    return identify


def _keyed(text: str, identity: Identity) -> str:
    if "@" in text:
        return tidy(text).casefold()
    return folded(text) if identity.folded else tidy(text)


def _whole_row(identity: Identity, header: Header, *, has_former: bool) -> Identify:
    pairs = (
        _all_pairs(header)
        if identity.whole_row is True
        else _chosen_pairs(header, identity.whole_row or [])
    )

    def former(cells: Cells) -> str:
        of_file = json.dumps(cells[: header.width], ensure_ascii=False)
        return identity.former_prefix + _digest(of_file, FORMER_DIGEST_BYTES)

    def identify(cells: Cells) -> Key:
        text = identity.prefix + _digest(_alike(pairs(cells)), DIGEST_BYTES)
        return Key(text, former(cells) if has_former else None)

    return identify


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


def _label(name: str) -> str:
    return f"\x00{plain(name)}\x01"


def _all_pairs(header: Header) -> Callable[[Cells], str]:
    """Names and cells of the file's columns, by name, so that their order counts for nothing."""
    names = [(plain(name), n) for n, name in enumerate(header.names) if name != FILE_NAME]
    order = [n for _, n in sorted(names)]
    labels = [_label(header.names[n]) for n in order]
    ordered = itemgetter(*order, order[0])  # of one column, too, a tuple

    def pairs(cells: Cells) -> str:
        return "".join(
            [label + cell for label, cell in zip(labels, ordered(cells), strict=False) if cell]
        )

    return pairs


def _chosen_pairs(header: Header, names: Sequence[str]) -> Callable[[Cells], str]:
    picks = [(_label(name), header.pick([name], "identity.whole_row")) for name in sorted(names)]

    def pairs(cells: Cells) -> str:
        return "".join([label + (pick(cells) or "") for label, pick in picks])

    return pairs


def _alike(pairs: str) -> str:
    """What rows have in common that look the same; empty cells are left out."""
    text = plain(pairs).replace("\x01 ", "\x01").replace(" \x00", "\x00")
    # A cell of blanks alone, or of marks that are not seen.
    return _NOTHING.sub("", text) if "\x01\x00" in text or text.endswith("\x01") else text
