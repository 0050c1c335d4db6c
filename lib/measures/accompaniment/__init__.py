"""What committees ask of the regional organizers, how long they wait, and whom nobody reaches."""

from lib.measures.accompaniment.groups import DayGroup, by_age, day_groups, group_of
from lib.measures.accompaniment.promises import not_kept
from lib.measures.accompaniment.settings import accompaniment
from lib.measures.accompaniment.silence import (
    count_new,
    is_silence_known,
    silent,
    without_mentor,
)
from lib.measures.accompaniment.visits import by_kind
from lib.measures.accompaniment.waits import STEPS, followed_at, wait_curves, wait_medians

__all__ = [
    "STEPS",
    "DayGroup",
    "accompaniment",
    "by_age",
    "by_kind",
    "count_new",
    "day_groups",
    "followed_at",
    "group_of",
    "is_silence_known",
    "not_kept",
    "silent",
    "wait_curves",
    "wait_medians",
    "without_mentor",
]
