"""The call list as a file for a calendar."""

from datetime import UTC, date, datetime

from starlette.responses import Response

from lib.access.audit import Event
from lib.access.viewer import Viewer
from lib.brief.calendar import calendar
from lib.data.configuration import configuration
from lib.language import _
from lib.serving.light.briefs import WEEK, chosen
from lib.serving.light.guard import record
from lib.serving.sign_in.visits import HEADERS, Visit
from lib.topics.health import calls

FILE = "tejido-calls.ics"
_DAY = "0000-00-00"
_YEARS = range(1_000, 9_999)
"""A calendar's year has four digits (RFC 5545, 3.3.4), and an entry ends on the day after."""


def of_calls(visit: Visit, viewer: Viewer) -> Response:
    """The five to call, on the day that the link says; recorded as a file that was taken."""
    on = day(visit.request.query_params.get("on", ""))
    if on is None:
        said = _("Choose the day of the calls.")
        return visit.page(
            "message", status=400, message=said, heading=_("This week"), leads_to=WEEK
        )
    choice, _region = chosen(visit, viewer)
    called = calls.calls(choice.scope)
    first = called.first if called else ()
    content = calendar(first, on, datetime.now(UTC), _base(visit))
    record(Event.EXPORTED, viewer, file=FILE, rows=len(first))
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


def day(said: str) -> date | None:
    """The day that a link says, ``2026-11-30``; none if it says none."""
    try:
        on = date.fromisoformat(said) if len(said) == len(_DAY) else None
    except ValueError:
        return None
    return on if on is not None and on.year in _YEARS else None


def _base(visit: Visit) -> str:
    scheme = "https" if configuration().serving.tls_terminated else "http"
    return f"{scheme}://{visit.host}"
