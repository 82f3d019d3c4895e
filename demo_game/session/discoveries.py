"""What the rules tell of pictures, giants and places -> research, pages and lines for the player. Knows no scenes."""

from __future__ import annotations

from dataclasses import replace

from demo_game.book.breeding import child_name, display_name
from demo_game.book.logbook import Photo
from demo_game.economy.goals import counted
from demo_game.economy.research import after, gains_of
from demo_game.economy.shot import Shot
from demo_game.rules import events
from demo_game.rules.encounters import GIANTS
from demo_game.rules.fauna import STRAY
from demo_game.rules.zones import ZONE_NAMES, zone_at
from demo_game.session.expedition import Expedition


class Discoveries:
    """session: whose. Keeps nothing itself."""

    def __init__(self, session: Expedition) -> None:
        self._session = session

    def find_fall(self) -> None:
        """The submarine is at the whale fall."""
        session = self._session
        if not session.progress.fall:
            self.earn(session.economy.worth.fall, "The whale fall: a whale sank here, and feeds the abyss for years")
            session.progress = replace(session.progress, fall=True)

    def begin_dive(self, event: events.DiveBegan) -> None:
        """Say what is special about a dive."""
        self._session.progress = replace(self._session.progress, dives=event.number)
        if event.stray is not None:
            species, zone = event.stray
            self._session.show_message(
                f"The keeper heard of a {display_name(species).lower()} in {ZONE_NAMES[zone]}, far from home"
            )
        elif event.bloom:
            self._session.show_message(f"Jellyfish bloom in {ZONE_NAMES[event.bloom]} today")

    def meet_giant(self, zone: str) -> None:
        """A picture of the giant of a zone."""
        self._session.play("shutter")
        if zone not in self._session.progress.giants:
            self._session.play("discovery")
            self.earn(self._session.economy.worth.giant, f"{GIANTS[zone].capitalize()} of {ZONE_NAMES[zone]}")
            self._session.progress = replace(self._session.progress, giants=(*self._session.progress.giants, zone))

    def earn(self, points: int, what: str) -> None:
        """Research for something that is told in words."""
        self._session.progress = self._session.progress.with_earned(points)
        self._session.gained = points, self._session.seconds
        self._session.show_message(f"{what}: +{points} research")

    def keep_photo(self, event: events.Photographed) -> None:
        """A picture: into the log book, if it is the best of its page, and what it gives."""
        session = self._session
        resident, reef = event.resident, session.reef
        child = session.family.child_of(resident.number)
        zone = resident.request.zone if resident.generation == 0 else zone_at(reef.diver.y)
        photo = Photo(
            species=resident.species,
            zone=zone,
            dna=session.supply.dna(resident.request),
            stars=event.stars,
            metres=event.metres,
            generation=resident.generation,
            flipped=event.flipped,
            morph=resident.morph,
            moment=event.moment,
        )
        has_page = (
            resident.generation == 0
            and resident.morph != STRAY
            and photo.species in reef.population.rosters[photo.zone]
        )
        shot = Shot(
            resident.number,
            photo.species,
            photo.zone,
            photo.stars,
            reef.dives,
            resident.morph,
            event.moment,
            event.shy,
            event.lamp,
            event.night,
            resident.generation,
            strain=child is not None and child.home == "strain",
            looks=session.supply.looks(resident.request),
        )
        first = has_page and session.book.is_first(photo)
        known = session.book.page(photo.zone, photo.species)
        page_stars = (known.stars if known is not None else 0) if has_page else None
        new_rare = session.book.is_new_rare(photo)
        gains = gains_of(session.economy, session.progress, shot, page_stars=page_stars, new_rare=new_rare)
        session.play("shutter")
        session.last_photo = photo, resident.number, session.seconds
        session.progress = counted(
            session.economy, after(session.progress, shot, gains), shot, reached=session.book.reached
        )
        if has_page:
            session.book = session.book.with_photo(photo)
        if resident.generation == 0:
            session.book = session.book.with_rare(photo)
        points = sum(gain.points for gain in gains)
        if points:
            session.gained = points, session.seconds
            name = child.name if child is not None else child_name(photo.dna)
            kind = f"{photo.morph} {display_name(photo.species).lower()}".strip()
            line = f"{name}, {kind}: +{points} research ({', '.join(gain.what for gain in gains)})"
            session.show_message(line)
        if first or (photo.morph and points):
            session.play("discovery")
            session.save()
