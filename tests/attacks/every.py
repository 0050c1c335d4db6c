"""All attacks, one after the other."""

import re
import sys
import time
from collections.abc import Awaitable, Callable

from tests.attacks import crowding, forging, light, pages, routes, signing_in
from tests.attacks.tally import Tally
from tests.attacks.target import Target, standing

Attack = Callable[[Target, Tally], Awaitable[None]]

CHANGING: tuple[Attack, ...] = (
    pages.by_state,
    pages.meanwhile,
    pages.unregistered,
    pages.taken_up,
    signing_in.ways_on,
    signing_in.only_once,
)
"""Attacks that make accounts of their own, so that what stands in the database does change."""
QUIET: tuple[Attack, ...] = (
    routes.addresses,
    routes.forged_hosts,
    routes.files_of_others,
    forging.parameters_of_links,
    forging.committees,
    forging.widgets,
    forging.messages,
    light.wrong_roles,
    light.committees_of_others,
    light.parameters,
    light.links_that_turn_mail_off,
    light.leads,
    crowding.large_messages,
    crowding.many_pages,
    signing_in.forms_of_others,
    signing_in.odd_bodies,
    signing_in.tokens,
)
"""Attacks by demo accounts, after each of which everything stands as it did."""


async def attack(target: Target, tally: Tally, only: str = "") -> None:
    """Make every attack whose name has a word in it."""
    for each in (*QUIET, *CHANGING):
        name = f"{each.__module__.rpartition('.')[2]}.{each.__name__}"
        if only not in name:
            continue
        begun, before, failures = time.monotonic(), standing(), _failures(target)
        try:
            await each(target, tally)
        except OSError as error:
            # Whoever brings the dashboard down has done something too.
            said = target.server.end()
            tally.leaks.append(f"{name}: the dashboard does not answer any more ({error}): {said}")
            return
        # Who can make it write can fill its disk, and hide among what it wrote.
        for failure in _failures(target)[len(failures) :]:
            tally.leaks.append(f"{name}: a traceback in the log, of {failure}")
        sys.stderr.write(f"{name}: {time.monotonic() - begun:.0f} s\n")
        if each in QUIET:
            after = standing()
            changed = [table for table in before if before[table] != after[table]]
            tally.leaks.extend(f"{name}: {table} was changed" for table in changed)


def _failures(target: Target) -> list[str]:
    """The last line of each traceback in the server's log."""
    return re.findall(
        r"^Traceback \(most recent call last\):\n(?:[ \t].*\n)*(\S.*)",
        target.server.said(),
        re.MULTILINE,
    )
