"""A picture and what was known before -> research: points, and what for. Pure values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from demo_game.economy.progress import Progress
from demo_game.economy.shot import Shot, found_looks
from demo_game.economy.table import Economy
from demo_game.rules.fauna import STRAY
from pixelgen import ZONES

_MOST_STARS = 3


@dataclass(frozen=True, slots=True)
class Gain:
    """Points for one thing, in words."""

    points: int
    what: str


def gains_of(
    economy: Economy, progress: Progress, shot: Shot, *, page_stars: int | None, new_rare: bool
) -> tuple[Gain, ...]:
    """What a picture is worth. page_stars: of the best picture of its species and zone so far, 0
    for none, None where it has no page; new_rare: the first of its species and morph.
    """
    worth, gains = economy.worth, []
    before = progress.met.get(shot.number, 0)
    if page_stars == 0:
        gains.append(Gain(worth.species + ZONES.index(shot.zone) * worth.deeper, "new species"))
    if page_stars is not None and shot.stars > page_stars:
        gains.append(Gain((shot.stars - page_stars) * worth.star, "better stars" if page_stars else "stars"))
    elif not before:
        gains.append(Gain(worth.animal, "another one"))
    elif shot.stars == _MOST_STARS and progress.seen.get(shot.number, shot.dive) < shot.dive:
        gains.append(Gain(worth.again, "seen again"))
    if shot.morph == STRAY and before == 0:
        gains.append(Gain(worth.stray, "a stray"))
    elif shot.morph and shot.morph != STRAY and new_rare:
        gains.append(Gain(worth.morph, shot.morph))
    if new := [look for look in found_looks(shot.looks) if look not in progress.looks]:
        gains.append(Gain(len(new) * worth.trait, "new looks"))
    if shot.moment and f"{shot.species} {shot.moment}" not in progress.moments:
        gains.append(Gain(worth.moment, shot.moment))
    return tuple(gain for gain in gains if gain.points)


def after(progress: Progress, shot: Shot, gains: tuple[Gain, ...]) -> Progress:
    """What is known after a picture."""
    moment = f"{shot.species} {shot.moment}"
    moments = (moment,) if shot.moment and moment not in progress.moments else ()
    new = tuple(look for look in found_looks(shot.looks) if look not in progress.looks)
    return replace(
        progress,
        earned=progress.earned + sum(gain.points for gain in gains),
        met={**progress.met, shot.number: max(shot.stars, progress.met.get(shot.number, 0))},
        seen={**progress.seen, shot.number: shot.dive},
        looks=(*progress.looks, *new),
        moments=(*progress.moments, *moments),
    )
