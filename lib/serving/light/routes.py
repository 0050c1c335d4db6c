"""The addresses of the light edition."""

from starlette.routing import Route

from lib.serving.light import briefs, calls, leading, mail_off
from lib.serving.light.guard import guarded
from lib.serving.sign_in.endpoint import endpoint

ROUTES = [
    Route("/light", endpoint(guarded(briefs.of_week))),
    Route("/light/response", endpoint(guarded(briefs.of_response))),
    Route("/light/calls.ics", endpoint(guarded(calls.of_calls))),
    Route("/light/of", endpoint(leading.lead)),
    mail_off.ROUTE,
    Route("/light/committee/{committee}", endpoint(guarded(briefs.of_committee))),
]
"""Its routes, for ``st.App``."""
