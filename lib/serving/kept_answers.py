"""Answers that never change: made once, packed and unpacked, and kept."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lib.serving.codings import chosen, packed

MOST_BYTES = 64 * 2**20
"""Of answers that are kept."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the three forms that a client may ask for."""

    plain: Response
    packed: Response
    unchanged: Response
    tags: tuple[str, str]

    @property
    def size(self) -> int:
        """The bytes that it keeps."""
        return len(self.plain.body) + len(self.packed.body)

    def to(self, request: Request) -> Response:
        """What a request is answered with."""
        cached = request.headers.get("if-none-match", "")
        if cached and (cached == "*" or any(tag in cached for tag in self.tags)):
            return self.unchanged
        return self.packed if takes_gzip(request.headers.get("accept-encoding", "")) else self.plain


def takes_gzip(accepted: str) -> bool:
    """Whether a client takes gzip, by its ``Accept-Encoding``."""
    return chosen(accepted, ("gzip",)) == "gzip"


def answer(content: bytes, media_type: str, lasts: str, sha256: str | None = None) -> Answer:
    """An answer of some content, packed once.

    :param lasts: its ``Cache-Control``.
    :param sha256: of the content, if it is at hand.
    """
    digest = sha256 or hashlib.sha256(content).hexdigest()
    tags = f'"{digest}"', f'"{digest}-gzip"'
    shared = {"cache-control": lasts, "vary": "accept-encoding", "access-control-allow-origin": "*"}
    return Answer(
        Response(content, headers=shared | {"etag": tags[0]}, media_type=media_type),
        Response(
            packed(content, "gzip"),
            headers=shared | {"etag": tags[1], "content-encoding": "gzip"},
            media_type=media_type,
        ),
        Response(status_code=304, headers=shared | {"etag": tags[0]}),
        tags,
    )


class Shelf:
    """Answers that are kept, up to so many bytes; those not asked for longest go first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def get(self, key: tuple[str, str]) -> Answer | None:
        """The answer, if it is kept."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: tuple[str, str], answer: Answer) -> None:
        """Keep an answer, and let go of others for it."""
        if key in self._answers or answer.size > self._most:
            return
        self._answers[key] = answer
        self._size += answer.size
        while self._size > self._most:
            self._size -= self._answers.popitem(last=False)[1].size

    def clear(self) -> None:
        """Keep nothing."""
        self._answers.clear()
        self._size = 0
