"""Eggs, bred animals and where they live: what the player's session does with them. Knows no scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from demo_game.book.breeding import Pairing, Parent, child_generation, child_name, child_request, display_name
from demo_game.book.logbook import TANKS, Child
from demo_game.economy.progress import Egg
from demo_game.rules.company import child_number
from demo_game.rules.population import off_the_rock
from demo_game.rules.rng import Rng
from demo_game.rules.species_ways import way_of
from demo_game.rules.zones import ZONE_NAMES, zone_at
from demo_game.session.expedition import Expedition
from pixelgen import SpriteRequest

_UNDER_WATER = 30.0  # pixels: eggs hatch while one dives
_STEP_SECONDS = 0.5
_DESCENDANTS = 2
_BESIDE = 110.0  # pixels from a released animal to where its descendants live


class Family:
    """session: whose. Nothing is kept here but what can be worked out again."""

    def __init__(self, session: Expedition) -> None:
        self._session = session
        self._waited = 0.0

    def child_of(self, number: int) -> Child | None:
        """The bred animal that a resident of the reef is."""
        return next((one for one in self._session.book.children if child_number(one.place) == number), None)

    def looks(self) -> Mapping[int, Mapping[str, str]]:
        """Child's place -> its traits, of those that the player bred."""
        return {one.place: self.looks_of(one.dna) for one in self._session.book.children if one.home != "strain"}

    def looks_of(self, dna: str) -> Mapping[str, str]:
        """Of an animal that can be drawn."""
        request = self._session.supply.request_of(dna)
        return {} if request is None else self._session.supply.looks(request)

    def lay(self, a: Parent, b: Parent) -> int:
        """Two parents have eggs -> how many; none while others lie there, or when the two can have none."""
        session = self._session
        one, other = session.supply.request_of(a.dna), session.supply.request_of(b.dna)
        if session.progress.eggs or one is None or other is None:
            return 0
        seed = Rng("litter", session.reef.seed, a.dna, b.dna, session.progress.hatched).randrange(1 << 31)
        outfit = session.reef.outfit
        litter = session.supply.litter(one, other, size=outfit.eggs, seed=seed)
        self._keep_eggs(litter, a, b)
        if litter:
            session.play("ui_select")
            session.save()
        return len(litter)

    def lay_old(self, pair: Pairing) -> None:
        """The child that waited in the nursery of an earlier version of the game is an egg now."""
        supply = self._session.supply
        a, b = supply.request_of(pair.a.dna), supply.request_of(pair.b.dna)
        if a is not None and b is not None and not self._session.progress.eggs:
            self._keep_eggs((child_request(a, b, pattern=pair.pattern, seed=pair.seed),), pair.a, pair.b)

    def _keep_eggs(self, litter: tuple[SpriteRequest, ...], a: Parent, b: Parent) -> None:
        session, generation = self._session, child_generation(a, b)
        seconds = session.reef.outfit.hatch_seconds
        eggs = tuple(
            Egg(session.supply.dna(one), one.species or a.species, generation, seconds + 2.0 * place, a.name, b.name)
            for place, one in enumerate(litter)
        )
        session.progress = replace(session.progress, eggs=eggs)

    def pass_time(self, dt: float) -> None:
        """Under water eggs ripen, and hatch."""
        session = self._session
        if not session.progress.eggs or session.reef.diver.y < _UNDER_WATER:
            return
        self._waited += dt
        if self._waited < _STEP_SECONDS:
            return
        eggs = tuple(replace(egg, left=egg.left - self._waited) for egg in session.progress.eggs)
        self._waited = 0.0
        ripe = [egg for egg in eggs if egg.left <= 0]
        session.progress = replace(session.progress, eggs=tuple(egg for egg in eggs if egg.left > 0))
        for egg in ripe:
            self._hatch(egg)
        if ripe:
            session.play("hatching")
            session.save()

    def _hatch(self, egg: Egg) -> None:
        session = self._session
        request = session.supply.request_of(egg.dna)
        child = Child(
            place=session.book.next_place,
            name=child_name(egg.dna),
            dna=egg.dna,
            species=egg.species,
            zone="reef" if request is None else request.zone,  # none: of other weights, it cannot be drawn here
            generation=egg.generation,
            glows=self.looks_of(egg.dna).get("glow", "none") != "none",
            x=0.0,
            y=0.0,
            home="aquarium",
            a=egg.a,
            b=egg.b,
            tank=session.book.next_place % TANKS,
        )
        session.book = session.book.with_child(child)
        points = session.economy.worth.child
        session.progress = replace(session.progress.with_earned(points), hatched=session.progress.hatched + 1)
        session.messages.add(
            "hatch", f"{child.name}, a {display_name(child.species).lower()}", f"of {egg.a} and {egg.b}"
        )

    def move(self, child: Child, tank: int) -> None:
        """To another tank of the aquarium."""
        self._session.book = self._session.book.with_changed(replace(child, tank=tank % TANKS))

    def release(self, child: Child) -> None:
        """From the aquarium into the sea, beside the submarine; descendants of it are met there from then on."""
        session = self._session
        request = session.supply.request_of(child.dna)
        if request is None:
            session.play("denied")
            return
        resident = session.reef.add_child(
            request, species=child.species, generation=child.generation, place=child.place
        )
        free = replace(child, home="sea", x=resident.x, y=resident.y, zone=resident.zone)
        session.book = session.book.with_changed(free)
        session.progress = replace(session.progress, released=session.progress.released + 1)
        self._found_strain(free, request)
        session.play("hatching")
        home = f"settles on the ground of {ZONE_NAMES[free.zone]}" if way_of(free.species).ground else ""
        session.show_message(f"{free.name} {home or f'swims in {ZONE_NAMES[free.zone]} now'}. Look for its kin")
        session.save()

    def _found_strain(self, founder: Child, request: SpriteRequest) -> None:
        session = self._session
        mates = [photo.dna for photo in session.book.pages.values() if photo.species == founder.species]
        mate = session.supply.request_of(mates[0]) if mates else None
        seed = Rng("strain", founder.dna).randrange(1 << 31)
        rng = Rng("strain homes", founder.dna)
        for kin in session.supply.litter(request, mate or request, size=_DESCENDANTS, seed=seed):
            x, y = off_the_rock(
                session.reef.terrain,
                founder.x + rng.uniform(-_BESIDE, _BESIDE),
                max(founder.y + rng.uniform(-_BESIDE, _BESIDE) * 0.5, 40.0),
            )
            dna = session.supply.dna(kin)
            child = Child(
                place=session.book.next_place,
                name=child_name(dna),
                dna=dna,
                species=kin.species or founder.species,
                zone=zone_at(y),
                generation=founder.generation + 1,
                glows=session.supply.looks(kin).get("glow", "none") != "none",
                x=x,
                y=y,
                home="strain",
                a=founder.name,
            )
            session.book = session.book.with_child(child)
            session.let_swim(child)
