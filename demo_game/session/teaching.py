"""What a player has not done yet -> the one hint that helps now. The first minute is taught by doing."""

from __future__ import annotations

from demo_game.economy.table import PARTS
from demo_game.economy.upgrades import price
from demo_game.rules.species_ways import DARK_ZONES
from demo_game.rules.zones import zone_at
from demo_game.session.session import Session

_SWUM = 60.0  # pixels from where a dive began
_PARENTS = 2


def hint_of(session: Session) -> str:
    """A line for the lower edge; empty when there is nothing to say."""
    taught, reef = session.progress.taught, session.reef
    if "swim" not in taught:
        return f"Arrows or {_swim_keys(session)}: swim down" if not session.pad else "Left stick: swim down"
    if "photo" not in taught:
        if reef.target is not None:
            return f"{session.key('photo')}: photograph"
        return "Look for an animal, and swim towards it"
    if reef.target is not None and "near" not in taught and len(session.book.pages) >= 1:
        return "Nearer is better: a second star from near by, a third when it is calm"
    if "lamp" not in taught and zone_at(reef.diver.y) in DARK_ZONES and not reef.diver.lamp:
        return f"{session.key('lamp')}: switch the lamp on"
    if "workshop" not in taught and _can_buy(session):
        return f"{session.key('workshop')}: you can build a better part in the workshop"
    if "keeper" not in taught and len(session.book.reached) >= 2:
        return f"{session.key('keeper')}: the keeper's notes, with all goals"
    if "incubator" not in taught and len(session.book.pages) >= _PARENTS * 2:
        return f"{session.key('incubator')}: two animals can have eggs in the incubator"
    if "aquarium" not in taught and session.progress.hatched:
        return f"{session.key('aquarium')}: look at the young in the aquarium"
    return ""


def learn(session: Session, *, began_at: tuple[float, float]) -> None:
    """Note what the player does."""
    diver = session.reef.diver
    if abs(diver.x - began_at[0]) + abs(diver.y - began_at[1]) > _SWUM:
        session.teach("swim")
    if session.last_photo is not None:
        session.teach("photo")
        if session.last_photo[0].stars > 1:
            session.teach("near")


def _can_buy(session: Session) -> bool:
    costs = (price(session.economy, session.progress, part) for part in PARTS)
    return any(cost is not None and cost <= session.progress.research for cost in costs)


def _swim_keys(session: Session) -> str:
    keys = (session.settings.bindings.label(f"swim_{way}") for way in ("up", "left", "down", "right"))
    return " ".join(key for key in keys if key) or "the left mouse button"
