"""What each species offers in each zone -> one small table of joint trait values, for the weights' metadata.

A fixed number of rows a species and zone, all of equal weight: each value stands in as many of them as its share says,
and the traits' columns are shuffled apart (Latin hypercube sampling: McKay, Beckman, Conover 1979). Knows nothing of
pictures.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.model.world import SEA, World
from pixelgen.vocabulary import PAD, TRAITS
from training.samples.drawn_sprites import SEA_CORPUS, Corpus
from training.species.contract import DRAWN_TRAITS, Species

COLUMNS = ("zone", "species", *TRAITS)
EACH = 64  # rows a species and zone

Ids = npt.NDArray[np.uint8]


def trait_rows(species: Species, zone: str, *, count: int = EACH, world: World = SEA) -> Ids:
    """(count, 11) token ids in the order of COLUMNS; PAD for traits that the species does not have."""
    token_id = world.token_id
    rows = np.full((count, len(COLUMNS)), PAD, dtype=np.uint8)
    rows[:, 0], rows[:, 1] = token_id("zone", zone), token_id("species", species.name)
    rng = np.random.default_rng([world.species.index(species.name), world.zones.index(zone)])
    schemes = species.schemes_in(zone)
    of_scheme = rng.permutation(_shared(dict.fromkeys(range(len(schemes)), 1 / len(schemes)), count))
    for row, number in zip(rows, of_scheme, strict=True):
        row[COLUMNS.index("family")] = token_id("family", schemes[number].family)
        row[COLUMNS.index("accent")] = token_id("accent", schemes[number].accent_ramp)
    offers = species.offers(zone)
    for trait in DRAWN_TRAITS:
        if trait in offers:
            ids = {token_id(trait, value): share for value, share in offers[trait].items()}
            rows[:, COLUMNS.index(trait)] = rng.permutation(_shared(ids, count))
    return rows


def all_trait_rows(corpus: Corpus = SEA_CORPUS) -> Ids:
    """(species x zones x EACH, 11): `trait_rows` of every species in every zone."""
    world = corpus.world
    rows = [trait_rows(one, zone, world=world) for one in corpus.drawn.values() for zone in world.zones]
    return np.concatenate(rows)


def rows_text(rows: Ids) -> dict[str, object]:
    """Trait rows as a manifest holds them: columns, and a hexadecimal string of each row's ids, a byte an id."""
    return {"columns": list(COLUMNS), "rows": [bytes(row.tolist()).hex() for row in rows]}


def rows_of_text(text: dict[str, object]) -> Ids:
    """`rows_text` backwards; ValueError when the columns are not today's."""
    rows = text["rows"]
    if text["columns"] != list(COLUMNS) or not isinstance(rows, list):
        raise ValueError(f"trait rows must have the columns {', '.join(COLUMNS)}; got {text['columns']}")
    return np.array([list(bytes.fromhex(row)) for row in rows], dtype=np.uint8).reshape(-1, len(COLUMNS))


def _shared(shares: dict[int, float], count: int) -> npt.NDArray[np.int64]:
    """(count,) each number as often as its share says: the largest remainders are rounded up."""
    exact = np.array(list(shares.values())) * count
    times = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - times), kind="stable")
    times[order[: count - int(times.sum())]] += 1
    return np.repeat(np.array(list(shares)), times)
