"""The light edition: briefs as plain HTML, behind the same sign-in as the app."""

from lib.serving.light.routes import ROUTES

__all__ = ["ROUTES"]
