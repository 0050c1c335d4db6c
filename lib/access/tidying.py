"""What is kept for a time only is taken away when that is over, whether or not anyone signs in."""

import logging
import time
from threading import Thread

from lib.access import sessions
from lib.access.database import change, changing
from lib.data.configuration import configuration
from lib.data.errors import Unavailable

log = logging.getLogger("tejido")

EVERY_SECONDS = 600
"""Between two looks: short beside the half hour in which a session ends by itself."""


def tidy() -> int:
    """Take away sessions, tries and one-time links that are over; how many there were.

    :raises Unavailable: if the dashboard database can't be written.
    """
    hours = configuration().access.link_hours
    with changing() as connection:
        taken = sessions.forget(connection)
        taken += change(connection, "attempt_forget")
        return taken + change(connection, "link_forget", hours=hours)


def begin() -> None:
    """Tidy now and then, for as long as this process lives."""
    Thread(target=_go_on, name="tidying", daemon=True).start()


def _go_on() -> None:
    while True:
        time.sleep(EVERY_SECONDS)
        try:
            tidy()
        except Unavailable as problem:
            # What is over opens nothing meanwhile.
            log.warning("sessions that are over are still there: %s", problem)
