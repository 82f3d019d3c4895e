"""An animal and its neighbours -> what it is doing that is worth a picture. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from demo_game.rules.swimmer import Swimmer

MOMENTS = ("hunting", "schooling", "hatching", "cleaning", "rising")
_HATCHING_SECONDS = 4.0
_SCHOOL, _TOGETHER = 3, 80.0  # animals, and pixels within which they are together
_HUNTS_FOR = 5.0  # seconds of rest that are left after a hunt
_RISEN = 60.0


def moment_of(animal: Swimmer, near: Iterable[Swimmer], seconds: float) -> str:
    """One of MOMENTS, or empty."""
    if seconds - animal.hatched_at < _HATCHING_SECONDS:
        return "hatching"
    if animal.cleans:
        return "cleaning"
    if animal.way.name == "hunt" and animal.rest > _HUNTS_FOR:
        return "hunting"
    if animal.way.name == "school":
        company = sum(
            other.resident.group == animal.resident.group
            and other.hatched
            and abs(other.x - animal.x) < _TOGETHER
            and abs(other.y - animal.y) < _TOGETHER
            for other in near
        )
        if company >= _SCHOOL:
            return "schooling"
    return "rising" if animal.risen > _RISEN else ""
