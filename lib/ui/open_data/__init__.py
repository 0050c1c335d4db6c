"""Open data: releases as files and as plain pages, served by routes or written to a directory."""

from lib.ui.open_data.routes import OpenData

__all__ = ["OpenData"]
