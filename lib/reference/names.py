"""Names as sources spell them, and as they are compared: spelling never makes two things of one."""

import re
import unicodedata


def folded(name: str) -> str:
    """A name without case, accents, punctuation and blanks too many.

    ``Cherokee County Sheriff’s  Office`` is ``cherokee county sheriffs office``.
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = plain.encode("ascii", "ignore").decode().replace("'", "").casefold()
    return " ".join(re.sub(r"[^a-z0-9&]", " ", plain).split())
