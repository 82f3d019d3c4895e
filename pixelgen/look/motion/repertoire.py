"""Category and species -> which animations an animal has and what moves it. Pixels decide only where neither is known.

A new species is one line here; without one it moves as its category does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pixelgen.look.motion import curling, pulsing, swaying, swimming, walking
from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.darting import Heading
from pixelgen.look.motion.gestures import bob
from pixelgen.look.motion.waves import Movement

Idle = Callable[[Body], list[Movement]]


@dataclass(frozen=True, slots=True)
class Conduct:
    """How an animal moves. pace: milliseconds of an idle loop; heading of its dart, None without one.

    turns: whether it has a side to show. sees: whether it has eyes.
    """

    idle: Idle
    pace: int
    heading: Heading | None = None
    turns: bool = True
    sees: bool = True

    @property
    def animations(self) -> tuple[str, ...]:
        """Names of its animations."""
        return ("idle", *(("dart",) if self.heading else ()), *(("turn",) if self.turns else ()))


def by_shape(body: Body) -> list[Movement]:
    """What can be told from a silhouette: a broad foot sways, a broad body swims, a tall one bobs and trails."""
    lowest = int((body.y == body.box[3]).sum())
    if 4 * lowest >= body.width and body.height >= body.width:
        return swaying.from_the_foot(body)
    return swimming.stiff_fish(body) if body.width * 10 >= body.height * 9 else [bob(body), pulsing.strands(body)]


def by_shape_cephalopod(body: Body) -> list[Movement]:
    """Arms hang below the bulk, or stretch to the right of it: on whichever side more sticks out."""
    _, _, right, bottom = body.core
    below, beside = body.box[3] - bottom, body.box[2] - right
    return curling.arms_down(body) if below >= beside else curling.shell_and_tentacles(body)


_CATEGORY: dict[str | None, Conduct] = {
    None: Conduct(by_shape, 900),
    "reef_fish": Conduct(swimming.fish, 720, "right"),
    "grazer": Conduct(by_shape, 1000),
    "coral": Conduct(swaying.from_the_foot, 1800, turns=False, sees=False),
    "jellyfish": Conduct(pulsing.bell, 1300, "up", turns=False),
    "cephalopod": Conduct(by_shape_cephalopod, 1100, "left"),
    "abyssal": Conduct(swimming.fish, 1000, "right"),
}

_SPECIES: dict[str, Conduct] = {
    "clownfish": Conduct(swimming.fish, 600, "right"),
    "angelfish": Conduct(swimming.fish, 840, "right"),
    "tang": Conduct(swimming.fish, 660, "right"),
    "butterflyfish": Conduct(swimming.fish, 720, "right"),
    "pufferfish": Conduct(swimming.stiff_fish, 900, "right"),
    "lionfish": Conduct(swimming.spiny_fish, 1080, "right"),
    "seahorse": Conduct(swimming.upright_fish, 960),
    "moray": Conduct(swimming.coiled_eel, 1080, "right"),
    "sea_turtle": Conduct(swimming.flippers, 1320, "right"),
    "dugong": Conduct(swimming.fluke, 1320, "right"),
    "parrotfish": Conduct(swimming.fish, 720, "right"),
    "nudibranch": Conduct(walking.creeping_foot, 1200),
    "sea_urchin": Conduct(swaying.spines, 1500, turns=False),
    "crab": Conduct(walking.claws, 1080, turns=False),
    "conch": Conduct(walking.shell_on_foot, 1800),
    "staghorn": Conduct(swaying.stony_tips, 1800, turns=False, sees=False),
    "brain_coral": Conduct(swaying.polyps, 1800, turns=False, sees=False),
    "tube_sponge": Conduct(swaying.soft_tubes, 2400, turns=False, sees=False),
    "sea_fan": Conduct(swaying.from_the_foot, 1800, turns=False, sees=False),
    "anemone": Conduct(swaying.tentacles_up, 1440, turns=False, sees=False),
    "table_coral": Conduct(swaying.polyps, 1800, turns=False, sees=False),
    "sea_pen": Conduct(swaying.from_the_foot, 1620, turns=False, sees=False),
    "moon_jelly": Conduct(pulsing.bell, 1380, "up", turns=False),
    "box_jelly": Conduct(pulsing.bell, 1080, "up", turns=False),
    "lions_mane": Conduct(pulsing.bell, 1500, "up", turns=False),
    "comb_jelly": Conduct(pulsing.combs, 1080, turns=False),
    "man_o_war": Conduct(pulsing.float_and_strands, 1320),
    "crown_jelly": Conduct(pulsing.bell, 1320, "up", turns=False),
    "octopus": Conduct(curling.arms_down, 1200, "up", turns=False),
    "squid": Conduct(curling.fins_and_arms, 900, "left"),
    "cuttlefish": Conduct(curling.skirt, 840, "left"),
    "nautilus": Conduct(curling.shell_and_tentacles, 1200, "left"),
    "dumbo_octopus": Conduct(curling.ears_and_skirt, 1200, "up", turns=False),
    "vampire_squid": Conduct(curling.cloak, 1380),
    "anglerfish": Conduct(swimming.luring_fish, 1080, "right"),
    "gulper_eel": Conduct(swimming.whip_tail, 1200, "right"),
    "viperfish": Conduct(swimming.luring_fish, 960, "right"),
    "giant_isopod": Conduct(walking.many_legs, 1080),
    "tripod_fish": Conduct(walking.on_stilts, 1440),
    "hatchetfish": Conduct(swimming.fish, 780, "right"),
    "barreleye": Conduct(swimming.stiff_fish, 1080, "right"),
}


def conduct_of(category: str | None, species: str | None) -> Conduct:
    """A species' own, else its category's, else what suits any picture; KeyError for an unknown category."""
    return _SPECIES[species] if species in _SPECIES else _CATEGORY[category]
