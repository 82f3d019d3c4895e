"""Category and species -> which animations an animal has and what moves it. Pixels decide only where neither is known.

A new species is one line here; without one it moves as its category does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pixelgen.look.motion import curling, pulsing, swaying, swimming, walking
from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.darting import Heading
from pixelgen.look.motion.gestures import breath
from pixelgen.look.motion.waves import Movement

Idle = Callable[[Body], list[Movement]]


@dataclass(frozen=True, slots=True)
class MotionProfile:
    """How an animal moves. loop_ms: milliseconds of an idle loop; heading of its dart, None without one.

    turns: whether it has a side to show. has_eyes: whether it has eyes.
    """

    idle: Idle
    loop_ms: int
    heading: Heading | None = None
    turns: bool = True
    has_eyes: bool = True

    @property
    def animations(self) -> tuple[str, ...]:
        """Names of its animations."""
        return ("idle", *(("dart",) if self.heading else ()), *(("turn",) if self.turns else ()))


def by_shape(body: Body) -> list[Movement]:
    """What can be told from a silhouette: a broad foot sways, a broad body swims, a tall one breathes and trails."""
    lowest = int((body.y == body.box[3]).sum())
    if 4 * lowest >= body.width and body.height >= body.width:
        return swaying.from_the_foot(body)
    return swimming.stiff_fish(body) if body.width * 10 >= body.height * 9 else [breath(body), pulsing.strands(body)]


def by_shape_cephalopod(body: Body) -> list[Movement]:
    """Arms hang below the bulk, or stretch to the right of it: on whichever side more sticks out."""
    _, _, right, bottom = body.core
    below, beside = body.box[3] - bottom, body.box[2] - right
    return curling.arms_down(body) if below >= beside else curling.shell_and_tentacles(body)


_CATEGORY: dict[str | None, MotionProfile] = {
    None: MotionProfile(by_shape, 900),
    "reef_fish": MotionProfile(swimming.fish, 720, "right"),
    "grazer": MotionProfile(by_shape, 1000),
    "coral": MotionProfile(swaying.from_the_foot, 1800, turns=False, has_eyes=False),
    "jellyfish": MotionProfile(pulsing.bell, 1300, "up", turns=False),
    "cephalopod": MotionProfile(by_shape_cephalopod, 1100, "left"),
    "abyssal": MotionProfile(swimming.fish, 1000, "right"),
}

_SPECIES: dict[str, MotionProfile] = {
    "clownfish": MotionProfile(swimming.fish, 600, "right"),
    "angelfish": MotionProfile(swimming.fish, 840, "right"),
    "tang": MotionProfile(swimming.fish, 660, "right"),
    "butterflyfish": MotionProfile(swimming.fish, 720, "right"),
    "pufferfish": MotionProfile(swimming.stiff_fish, 900, "right"),
    "lionfish": MotionProfile(swimming.spiny_fish, 1080, "right"),
    "seahorse": MotionProfile(swimming.upright_fish, 960),
    "moray": MotionProfile(swimming.coiled_eel, 1080, "right"),
    "sea_turtle": MotionProfile(swimming.flippers, 1320, "right"),
    "dugong": MotionProfile(swimming.fluke, 1320, "right"),
    "parrotfish": MotionProfile(swimming.fish, 720, "right"),
    "nudibranch": MotionProfile(walking.creeping_foot, 1200),
    "sea_urchin": MotionProfile(swaying.spines, 1500, turns=False),
    "crab": MotionProfile(walking.claws, 1080, turns=False),
    "conch": MotionProfile(walking.shell_on_foot, 1800),
    "staghorn": MotionProfile(swaying.stony_tips, 1800, turns=False, has_eyes=False),
    "brain_coral": MotionProfile(swaying.massive, 1800, turns=False, has_eyes=False),
    "tube_sponge": MotionProfile(swaying.soft_tubes, 2400, turns=False, has_eyes=False),
    "sea_fan": MotionProfile(swaying.from_the_foot, 1800, turns=False, has_eyes=False),
    "anemone": MotionProfile(swaying.tentacles_up, 1440, turns=False, has_eyes=False),
    "table_coral": MotionProfile(swaying.massive, 1800, turns=False, has_eyes=False),
    "sea_pen": MotionProfile(swaying.from_the_foot, 1620, turns=False, has_eyes=False),
    "moon_jelly": MotionProfile(pulsing.bell, 1380, "up", turns=False),
    "box_jelly": MotionProfile(pulsing.bell, 1080, "up", turns=False),
    "lions_mane": MotionProfile(pulsing.bell, 1500, "up", turns=False),
    "comb_jelly": MotionProfile(pulsing.combs, 1080, turns=False),
    "man_o_war": MotionProfile(pulsing.float_and_strands, 1320),
    "crown_jelly": MotionProfile(pulsing.bell, 1320, "up", turns=False),
    "octopus": MotionProfile(curling.arms_down, 1200, "up", turns=False),
    "squid": MotionProfile(curling.fins_and_arms, 900, "left"),
    "cuttlefish": MotionProfile(curling.skirt, 840, "left"),
    "nautilus": MotionProfile(curling.shell_and_tentacles, 1200, "left"),
    "dumbo_octopus": MotionProfile(curling.ears_and_skirt, 1200, "up", turns=False),
    "vampire_squid": MotionProfile(curling.cloak, 1380),
    "anglerfish": MotionProfile(swimming.luring_fish, 1080, "right"),
    "gulper_eel": MotionProfile(swimming.whip_tail, 1200, "right"),
    "viperfish": MotionProfile(swimming.luring_fish, 960, "right"),
    "giant_isopod": MotionProfile(walking.many_legs, 1080),
    "tripod_fish": MotionProfile(walking.on_stilts, 1440),
    "hatchetfish": MotionProfile(swimming.fish, 780, "right"),
    "barreleye": MotionProfile(swimming.stiff_fish, 1080, "right"),
}


def profile_of(category: str | None, species: str | None) -> MotionProfile:
    """A species' own, else its category's, else what suits any picture; KeyError for an unknown category."""
    return _SPECIES[species] if species in _SPECIES else _CATEGORY[category]
