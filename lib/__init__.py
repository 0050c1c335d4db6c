"""Tejido: what every process of it does before anything else."""

import logging
import os

# The measures' matrices are small: threads of BLAS wait for each other in a loop that takes a whole
# core, from others that have something to do on it. Said before anything loads numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_NOISE = ("missing ScriptRunContext", "No runtime found")
"""What Streamlit says where something of its is used outside a page, as a start and a sign-in do:
there is nothing to be done about it. It says so while it is loaded, before any setting is read."""


def _says_something(record: logging.LogRecord) -> bool:
    return not any(noise in record.getMessage() for noise in _NOISE)


for _name in ("scriptrunner_utils.script_run_context", "caching.cache_data_api"):
    logging.getLogger(f"streamlit.runtime.{_name}").addFilter(_says_something)
