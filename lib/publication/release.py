"""Making a release of a proposal: files, signature, and rows that never change."""

import hashlib
from datetime import UTC, datetime

import pandas as pd

from lib.data.configuration import configuration
from lib.publication import areas, formats, package, rungs, signing, store
from lib.publication.definitions import compare, named
from lib.publication.gate import GateError
from lib.publication.gate.program import ProgramError
from lib.publication.noise import BudgetError
from lib.publication.parameters import ParameterError, parameters
from lib.publication.proposing import ATOM, NothingDue, Proposal

REFUSALS = (
    BudgetError, GateError, signing.KeyFileError, NothingDue, ParameterError, ProgramError,
    store.Superseded,
)  # fmt: skip
"""What may keep a release from being proposed or made, though every database answers."""


def publish(proposal: Proposal, actor: str | None = None, now: datetime | None = None) -> None:
    """Make a release of a proposal: signed, recorded in the audit, and never changed again.

    :param actor: the account that publishes; none for the command line.
    :raises GateError: if the gate refuses it.
    :raises KeyFileError: if there is no key to sign it with.
    :raises Superseded: if another release was made since it was proposed.
    :raises Unavailable: if the dashboard database can't be written.
    """
    proposal.examined.check()
    rules, key = parameters(), signing.read_key()
    created = (now or datetime.now(UTC)).replace(microsecond=0)
    everything = pd.concat([proposal.published_before[ATOM], proposal.atoms], ignore_index=True)
    organization = configuration().organization.name
    definitions = package.defined(rules, rungs.history(everything, rules))
    changes = compare(store.described(proposal.number - 1), definitions)
    source = formats.Source(organization, created.date(), named(changes))
    data_files = formats.files(everything, proposal.number, rules, source)
    files = {**data_files, **areas.files(proposal.areas)}
    description = package.describe(
        files,
        proposal.number,
        created,
        organization,
        proposal.previous_digest,
        rules,
        {**definitions, "changes": changes},
    )
    signed = signing.sign(description, key)
    ends = proposal.cells["period_start"] + pd.to_timedelta(
        7 * proposal.cells["weeks"] - 1, unit="D"
    )
    row = {
        "release_number": proposal.number,
        "published_at": created,
        "complete_through": ends.max().date(),
        "atoms": len(proposal.cells),
        "epsilon": proposal.epsilon,
        "digest": signed["signature"]["digest"],
        "previous_digest": proposal.previous_digest,
        "public_key": signed["signature"]["public_key"],
        "signature": signed["signature"]["value"],
    }
    contents = {**files, package.NAME: package.encoded(signed)}
    file_rows = [
        {
            "name": name,
            "media_type": formats.MEDIA[name.rpartition(".")[2]],
            "sha256": hashlib.sha256(content).hexdigest(),
            "content": content,
        }
        for name, content in contents.items()
    ]
    store.add(row, proposal.atoms, proposal.choices, file_rows, actor)
