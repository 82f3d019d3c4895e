"""Events of the rules -> what is heard, told, kept and saved of them. Knows no scenes."""

from __future__ import annotations

from demo_game.rules import events
from demo_game.session.discoveries import Discoveries
from demo_game.session.expedition import Expedition
from demo_game.view.drawing import DiveView


def answer(session: Expedition, event: events.Event, *, discoveries: Discoveries, view: DiveView) -> None:
    """Let the player hear, see and keep what has happened."""
    match event:
        case events.Photographed():
            discoveries.keep_photo(event)
        case events.Missed():
            session.play("shutter")
            session.last_photo = None
        case events.Hatched(resident):
            view.hatched(resident.number)
            session.play("hatching")
        case events.ZoneEntered(zone, first):
            session.book = session.book.with_visit(zone)
            if first:
                session.play("rumble")
                session.save()
        case events.AirLow():
            session.play("low_oxygen")
            session.show_message("Air is low. Go up, or find a bubbling vent", urgent=True)
        case events.AirFull():
            session.play("breath")
        case events.FloatsUp():
            session.show_message("Out of air: floating up to the surface", urgent=True)
        case events.LampSwitched():
            session.play("ui_select")
        case events.Bumped():
            session.play("bubble")
        case events.Surfaced():
            session.play("splash")
        case events.DiveBegan():
            discoveries.begin_dive(event)
        case events.GiantMet(zone):
            discoveries.meet_giant(zone)
        case events.FallFound():
            discoveries.find_fall()
        case events.TooDeep():
            session.play("denied")
            key = session.key("workshop")
            session.show_message(f"Too deep for this hull. A better one is in the workshop ({key})", urgent=True)
