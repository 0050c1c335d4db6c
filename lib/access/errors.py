"""Why an account can't be made or changed, in words that a page can translate."""

from lib.expected import Expected


def N_(message: str) -> str:  # noqa: N802 - the catalogues look for this name
    """Mark a message for the catalogue; whoever shows it translates it."""
    return message


class AccountError(Expected):
    """An account can't be made or changed; the message says why.

    :ivar message: the sentence in English, before its ``{named}`` fields are filled in.
    :ivar values: what they are filled in with.
    """

    def __init__(self, message: str, **values: object):
        self.message, self.values = message, values
        super().__init__(message.format(**values))
