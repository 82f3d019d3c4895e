"""English words -> what they wish for of a world: zone, category, species and traits. A table, no model.

Spelling is forgiven: a word that is near one of the table counts as that one, and is told. A word that is not near any
is refused with the nearest. Knows nothing of requests or of what any weights have learnt.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pixelgen.checks import check_is, shown
from pixelgen.errors import RequestError
from pixelgen.model.world import SEA, World

LONGEST_TEXT = 400  # characters
_CLOSE, _FAR = 0.78, 0.5  # how alike two spellings are, by difflib: taken for it, worth naming
_SHORTEST_FORGIVEN = 4  # letters

Meaning = tuple[str, str]  # kind, value

# kind -> value -> words, longer phrases before shorter ones when they are read
_ZONES = {
    "shallows": "shallows, shallow water, shallow, lagoon, beach, coast, tide pool",
    "reef": "reef, coral reef",
    "twilight": "twilight, twilight zone, dusk",
    "midnight": "midnight, midnight zone",
    "abyss": "abyss, abyssal plain",
    "hadal": "hadal, hadal zone, trench, deepest",
}
_CATEGORIES = {
    "reef_fish": "reef fish, fish",
    "grazer": "grazer",
    "coral": "coral",
    "jellyfish": "jellyfish, jelly fish, jelly, medusa",
    "cephalopod": "cephalopod",
    "abyssal": "abyssal, abyssal fish, deep sea fish, deep sea creature, deep sea",
}
_SPECIES = {
    "clownfish": "clown, anemonefish",
    "tang": "surgeonfish, tang fish",
    "pufferfish": "puffer, blowfish, globefish",
    "lionfish": "turkeyfish",
    "seahorse": "sea horse",
    "moray": "moray eel",
    "sea_turtle": "turtle",
    "dugong": "sea cow, manatee",
    "nudibranch": "sea slug, slug",
    "sea_urchin": "urchin",
    "conch": "snail, sea snail",
    "staghorn": "staghorn coral",
    "tube_sponge": "sponge",
    "sea_fan": "fan coral, gorgonian",
    "anemone": "sea anemone",
    "moon_jelly": "moon jellyfish",
    "box_jelly": "box jellyfish, sea wasp",
    "lions_mane": "lion's mane, lion's mane jellyfish, lion's mane jelly",
    "comb_jelly": "comb jellyfish, ctenophore",
    "man_o_war": "man o' war, man of war, portuguese man of war, portuguese man o' war, bluebottle",
    "crown_jelly": "crown jellyfish",
    "dumbo_octopus": "dumbo",
    "vampire_squid": "vampire",
    "anglerfish": "angler",
    "gulper_eel": "gulper, pelican eel, eel",
    "giant_isopod": "isopod",
    "tripod_fish": "tripod",
    "barreleye": "barreleye fish",
}
_FAMILIES = {
    "ink": "black, white, grey, gray, silver, ink",
    "sand": "brown, beige, tan, sandy, sand",
    "coral": "orange, coral red, rust, rusty",
    "gold": "yellow, gold, golden",
    "kelp": "green, kelp, olive",
    "azure": "blue, azure",
    "violet": "purple, violet, lilac, lavender",
    "rose": "red, pink, rose, crimson, scarlet, magenta",
    "glow": "cyan, teal, turquoise",
}
_TRAITS = {
    "build": {
        "slim": "slim, slender, thin, lean, narrow",
        "regular": "regular build",
        "stout": "stout, fat, chubby, plump, round, thick, broad, bulky",
    },
    "pattern": {
        "plain": "plain, unmarked",
        "banded": "banded, bands, ringed, rings",
        "striped": "striped, stripes, stripy, stripe",
        "spotted": "spotted, spots, dotted, dots, polka dot",
        "mottled": "mottled, speckled, camouflaged, blotched, blotchy",
        "masked": "masked, mask",
    },
    "pose": {
        "rest": "resting, at rest, sleeping, still, calm",
        "glide": "gliding, swimming, drifting",
        "turn": "turning, turned",
        "display": "displaying, on display, showing off, threatening, dancing, proud",
    },
    "growth": {
        "young": "young, baby, juvenile, small, little, tiny, hatchling",
        "adult": "adult, grown, grown up",
        "giant": "giant, huge, big, large, enormous, gigantic, old",
    },
    "glow": {
        "none": "unlit, lightless",
        "some": "faintly glowing, faint glow, glimmering, dimly glowing",
        "rich": "glowing, luminous, bioluminescent, shining, brightly glowing, glow, light organs, lights",
    },
}
_LIMBS = (
    "limbs arms legs fins tentacles spines branches feelers streamers antennae rays claws tubes armed legged finned"
    " spined branched tentacled"
)
_MARKS = "stripes bands rings spots dots marks markings mask edges trims tips"  # whose colour is the accent
_EYES = "eyes eye eyed"
_SIZES = {"small": "small tiny little", "large": "large big", "bold": "huge bold giant enormous bulging"}  # of eyes
_LENGTHS = {"long": "long", "short": "short stubby"}
_REFUSING = "no not without"
_FILLERS = (
    "a an the this that one of from in on at to by for with and or its it his her who which is are has have having very"
    " deep sea ocean water waters zone creature animal critter monster beast lives living some my please draw me"
    " coloured colored colour color pair depths body bodied wearing rather quite bit"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What words name; None and no entry is what they leave open. notes: words that were taken for others, in words."""

    zone: str | None
    category: str | None
    species: str | None
    traits: Mapping[str, str]
    notes: tuple[str, ...]


def read_words(text: str, world: World = SEA) -> Wish:
    """What English words wish for, in the names of a world; RequestError names an unknown word and the nearest, or two
    that do not agree.

    >>> wish = read_words("a small glowing striped purple anglerfish of the abyss")
    >>> wish.zone, wish.species
    ('abyss', 'anglerfish')
    >>> wish.traits
    {'growth': 'young', 'glow': 'rich', 'pattern': 'striped', 'family': 'violet'}
    """
    check_is("words", text, str)
    words = re.findall(r"[\w']+", re.sub("[\u2019`\u00b4]", "'", text.lower()).replace("_", " "))
    if not words or len(text) > LONGEST_TEXT:
        raise RequestError(f"words must be 1 to {LONGEST_TEXT} characters with a word among them; got {shown(text)}")
    reader = _Reader(words, world)
    reader.read()
    return reader.wish()


class _Reader:
    """Words one after the other, longest phrase first."""

    def __init__(self, words: list[str], world: World) -> None:
        self._words = words
        self._category_of = world.category_of
        self._lexicon = lexicon(world.zones, world.categories, world.species)
        self._at = 0
        self._found: dict[str, tuple[str, str]] = {}  # kind -> value, the words that said so
        self._notes: list[str] = []

    def read(self) -> None:
        while self._at < len(self._words):
            self._read_next()

    def wish(self) -> Wish:
        value = {kind: found[0] for kind, found in self._found.items()}
        species, category = value.pop("species", None), value.pop("category", None)
        owner = None if species is None else self._category_of[species]
        if species is not None and category is not None and owner != category:
            said = self._found["category"][1]
            if said not in _WEAK:
                raise RequestError(f"{said!r} is of the category {category}, {species} of {owner}: say one")
            category = None
        zone = value.pop("zone", None)
        if species is not None:
            category = owner
        elif category == "reef_fish" and zone in _DEEP and self._found["category"][1] in _WEAK:
            category = "abyssal"
        return Wish(zone, category, species, value, tuple(self._notes))

    def _read_next(self) -> None:
        size, meaning = self._phrase()
        said = " ".join(self._words[self._at : self._at + size])
        self._at += size
        if meaning is None:
            return
        kind, value = meaning
        if kind == "refusing":
            self._refuse(said)
        elif kind == "length":
            if not self._take(_LIMBS):
                raise RequestError(f"{said!r} is of limbs: say {said} arms, {said} fins, {said} spines ...")
            self._set("limbs", value, f"{said} limbs")
        elif kind in ("growth", "eye size") and (eye := _EYE_SIZES.get(said)) is not None and self._take(_EYES):
            self._set("eye", eye, f"{said} eyes")
        elif kind == "eye size":
            raise RequestError(f"{said!r} is of eyes: say {said} eyes")
        elif kind == "noun":
            pass  # fins, eyes: what they are like stands before them
        elif kind == "family":
            self._colour(value, said)
        else:
            self._set(kind, value, said)

    def _colour(self, ramp: str, said: str) -> None:
        """The body's; that of the marks when they are named next, or when the body's is known."""
        nouns = set(f"{_MARKS} {_LIMBS}".split())
        of_marks = self._at < len(self._words) and self._words[self._at] in nouns
        if not of_marks and "family" in self._found and "accent" in self._found:
            raise RequestError(f"at most two colours, the body's and the marks'; {said!r} is a third")
        self._set("accent" if of_marks or "family" in self._found else "family", ramp, said)

    def _refuse(self, said: str) -> None:
        """No stripes, without light: the trait has its least value."""
        size, meaning = self._phrase()
        what = " ".join(self._words[self._at : self._at + size])
        least = {"pattern": "plain", "glow": "none"}.get(meaning[0] if meaning else "")
        if meaning is None or least is None:
            got = f"{said} {what}".strip()
            raise RequestError(f"{said!r} goes with marks or light: {said} stripes, {said} glow; got {got}")
        self._at += size
        self._set(meaning[0], least, f"{said} {what}")

    def _set(self, kind: str, value: str, said: str) -> None:
        before = self._found.get(kind)
        if before is not None and before[0] != value:
            raise RequestError(f"{before[1]!r} and {said!r} do not agree: say one {kind}")
        self._found.setdefault(kind, (value, said))

    def _take(self, nouns: str) -> bool:
        """Whether the next word is one of these; it is read then."""
        there = self._at < len(self._words) and self._words[self._at] in nouns.split()
        self._at += there
        return there

    def _phrase(self) -> tuple[int, Meaning | None]:
        """How many words the longest known phrase here has, and what it means; a filler means nothing."""
        rest = self._words[self._at :]
        for size in range(min(self._lexicon.longest, len(rest)), 0, -1):
            phrase = " ".join(rest[:size])
            for spelt in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es"), phrase.removesuffix("'s")):
                if spelt in self._lexicon.table:
                    return size, self._lexicon.table[spelt]
        if not rest:
            return 0, None
        return 1, self._forgiven(rest[0])

    def _forgiven(self, word: str) -> Meaning | None:
        near = difflib.get_close_matches(word, self._lexicon.single, n=3, cutoff=_FAR)
        close = difflib.SequenceMatcher(None, near[0], word).ratio() >= _CLOSE if near else False
        if close and len(word) >= _SHORTEST_FORGIVEN:
            self._notes.append(f"{word!r} was taken for {near[0]!r}")
            return self._lexicon.table[near[0]]
        nearest = f"; the nearest are {', '.join(near)}" if near else ""
        kinds = "a zone, an animal, colours, a build, marks, a pose, an age, light"
        raise RequestError(f"unknown word {shown(word)}{nearest}; words name {kinds}")


def _listed(words: str) -> Iterable[str]:
    return (word.strip() for word in words.split(","))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """table: phrase -> what it means, None for a filler; single: its phrases of one word that mean something; longest:
    words of the longest phrase."""

    table: Mapping[str, Meaning | None]
    single: tuple[str, ...]
    longest: int


@lru_cache(maxsize=8)
def lexicon(zones: tuple[str, ...], categories: tuple[str, ...], species: tuple[str, ...]) -> Lexicon:
    """The phrases that name what a world of these names has."""
    table = _table(zones, categories, species)
    single = tuple(word for word, meaning in table.items() if meaning is not None and " " not in word)
    return Lexicon(table, single, max(phrase.count(" ") + 1 for phrase in table))


def _said(names: Iterable[str], words: Mapping[str, str]) -> dict[str, str]:
    """Name -> the words for it: those of the table, and the name itself, of a plural the singular too."""
    return {name: words.get(name) or ", ".join(_spellings(name)) for name in names}


def _spellings(name: str) -> tuple[str, ...]:
    spaced = name.replace("_", " ")
    return (spaced, spaced.removesuffix("s")) if len(spaced) > _SHORTEST_FORGIVEN else (spaced,)


def _table(zones: tuple[str, ...], categories: tuple[str, ...], species: tuple[str, ...]) -> dict[str, Meaning | None]:
    found: dict[str, Meaning | None] = dict.fromkeys(_FILLERS.split())
    other_words = {name: words for name, words in _SPECIES.items() if name in species}
    tables = {
        "zone": _said(zones, _ZONES),
        "category": _said(categories, _CATEGORIES),
        "family": _FAMILIES,
        **_TRAITS,
        "species": other_words,
    }
    for kind, values in tables.items():
        for value, words in values.items():
            found |= dict.fromkeys(_listed(words), (kind, value))
    for name in species:
        spaced = name.replace("_", " ")
        for spelt in {spaced, spaced.replace(" ", ""), re.sub("(?<=.)fish$", " fish", spaced.replace(" ", ""))}:
            found[spelt] = ("species", name)
    for noun in f"{_LIMBS} {_EYES} {_MARKS}".split():
        found.setdefault(noun, ("noun", noun))
    for kind, values in (("eye size", _SIZES), ("length", _LENGTHS)):
        for value, words in values.items():
            for word in words.split():
                found.setdefault(word, (kind, value))
    return found | dict.fromkeys(_REFUSING.split(), ("refusing", ""))


_EYE_SIZES = {word: value for value, words in _SIZES.items() for word in words.split()}
_WEAK = ("fish", "coral")  # said of animals of other categories too: a tripod fish is no reef fish
_DEEP = ("midnight", "abyss", "hadal")  # where a fish that nobody names is of the deep sea
