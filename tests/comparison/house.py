"""What of Tejido the comparison uses: a version that has moved some of it changes this alone."""

from lib.access import accounts, demo_accounts, file_offers, scenarios, session, sessions
from lib.data import configuration, engines, server
from lib.data.migrate import migrate_all
from lib.data.refresh import refresh_all
from lib.demo.filling import make
from lib.demo.plan import Plan
from lib.language import use
from lib.pages import PAGES
from lib.publication import proposing, signing
from lib.publication.release import publish

__all__ = [
    "LANGUAGES",
    "PAGES",
    "Plan",
    "accounts",
    "configuration",
    "demo_accounts",
    "engines",
    "file_offers",
    "make",
    "migrate_all",
    "proposing",
    "publish",
    "refresh_all",
    "scenarios",
    "server",
    "session",
    "sessions",
    "signing",
    "use",
]

LANGUAGES = ("en", "es")
