"""How a process writes its log: lines for people, or JSON for what collects logs."""

import logging
import sys
from types import TracebackType
from typing import Any

from streamlit import logger as streamlit_logger

from lib.data.configuration import ConfigurationError, configuration


def settle() -> None:
    """Let this process write its log as the configuration says."""
    try:
        is_json = configuration().serving.log == "json"
    except ConfigurationError:
        # The start says so, in one line.
        return
    if is_json:
        _write_json()


def _write_json() -> None:
    from pythonjsonlogger.json import JsonFormatter

    class Discreet(JsonFormatter):
        """Of an error its kind and where it was, never its message: a database puts rows there."""

        def formatException(  # noqa: N802 - logging's own name
            self,
            ei: tuple[type[BaseException], BaseException, TracebackType | None]
            | tuple[None, None, None],
        ) -> str:
            kind, _error, trace = ei
            places = []
            while trace is not None:
                code = trace.tb_frame.f_code
                places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
                trace = trace.tb_next
            return " < ".join([kind.__name__ if kind else "", *reversed(places)])

    formatter = Discreet(
        "%(levelname)s %(name)s %(message)s",
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "error"},
        timestamp=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.getLogger().handlers = [handler]

    def set_up(logger: Any) -> None:
        logger.handlers = [handler]
        logger.streamlit_console_handler = handler

    # Streamlit gives each of its loggers a handler of its own, also those that it makes later.
    streamlit_logger.setup_formatter = set_up
    streamlit_logger.update_formatter()
