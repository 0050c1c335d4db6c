"""What may go wrong without anything being broken."""


class Expected(Exception):  # noqa: N818
    """Something can't be done; the message is one sentence that says why, and what to do.

    A command ends with it and status 1, without a traceback.
    """
