"""Sprites -> what they look like to the judge: zone, category, species, each trait, and 128 features.

A small convolutional network that sees the picture without its prompt, and its file. Knows nothing of the
transformer or of how sprites are drawn.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from pixelgen.files.whole_files import write_files
from pixelgen.model.world import SEA, World
from pixelgen.palette import COLOURS, PALETTE_HASH
from pixelgen.vocabulary import PAD
from training.drawing.pixel_rules import Indices
from training.judging.convolutions import convolutions
from training.samples.drawn_sprites import Sprites

Names = Mapping[str, tuple[str, ...]]


def heads_of(world: World) -> dict[str, tuple[str, ...]]:
    """What each head tells apart of a world: the labels of a corpus sprite in their order, then its traits.

    >>> heads_of(SEA)["zone"]
    ('shallows', 'reef', 'twilight', 'midnight', 'abyss', 'hadal')
    """
    return {"zone": world.zones, "category": world.categories, "species": world.species, **world.traits}


HEADS = heads_of(SEA)
KINDS = ("zone", "category", "species")  # what a sprite is; the other heads are its traits
BY_SPECIES = ("build", "limbs", "pattern", "pose", "eye", "glow")  # traits that look different in each species
UNKNOWN = -1  # a label that nobody knows: no head learns from it or is measured by it
FEATURES = 128
_DETAILS = 256
DEFAULT_FOLDER = Path("runs/judge")
_FILE = "judge.safetensors"
_COLOUR_WIDTH = 12
_WIDTHS = (32, 64, 128)
_AT_ONCE = 256

Classes = npt.NDArray[np.int64]


class JudgeError(ValueError):
    """A judge that is missing, damaged, or that learnt other names or another palette."""


class JudgeNetwork(nn.Module):
    """(n, 32, 32) palette indices -> (n, 128) features -> logits of each head.

    Traits have a layer of their own beside the features, so that these go on saying what a sprite is. What a stout crab
    looks like says nothing of a stout squid: those BY_SPECIES have a head for each species.
    """

    def __init__(self, names: Names = HEADS) -> None:
        super().__init__()
        self.names = names
        self.colours = nn.Embedding(COLOURS, _COLOUR_WIDTH)
        self.stages = convolutions(_COLOUR_WIDTH, _WIDTHS)
        self.gather = nn.Sequential(nn.Flatten(), nn.Linear(_WIDTHS[-1] * 16, FEATURES), nn.ReLU())
        self.details = nn.Sequential(nn.Flatten(), nn.Linear(_WIDTHS[-1] * 16, _DETAILS), nn.ReLU())
        inputs = {name: FEATURES if name in KINDS else FEATURES + _DETAILS for name in names}
        times = {name: len(names["species"]) if name in BY_SPECIES else 1 for name in names}
        self.heads = nn.ModuleDict({name: nn.Linear(inputs[name], len(of) * times[name]) for name, of in names.items()})

    def forward(self, indices: Tensor, species: Tensor | None = None) -> tuple[Tensor, dict[str, Tensor]]:
        """Features (n, 128), none below zero, and logits (n, classes) of each head.

        species: (n,) places in its names, for the heads that each species has; None: those that the network names.
        """
        seen = self.stages(self.colours(indices.long()).permute(0, 3, 1, 2))
        features: Tensor = self.gather(seen)
        both = torch.cat([features, self.details(seen)], dim=1)
        logits = {name: head(features if name in KINDS else both) for name, head in self.heads.items()}
        of = logits["species"].argmax(dim=1) if species is None else species
        rows = torch.arange(len(of))
        for name in BY_SPECIES:
            logits[name] = logits[name].view(len(of), len(self.names["species"]), -1)[rows, of]
        return features, logits


@dataclass(frozen=True, slots=True)
class Opinion:
    """classes: head -> (n,) place of the likeliest name in HEADS; features: (n, 128) float32; shares: head -> float32
    (n, names), how sure it is of each name; rows add up to 1."""

    classes: Mapping[str, Classes]
    features: npt.NDArray[np.float32]
    shares: Mapping[str, npt.NDArray[np.float32]]


class Judge:
    """A network that has learnt."""

    def __init__(self, network: JudgeNetwork) -> None:
        self._network = network.eval()

    def digest(self) -> str:
        """SHA-256 of all weights in the order of their names, hexadecimal."""
        state = self._network.state_dict()  # the file itself will not do: the order of its facts is by chance
        return hashlib.sha256(b"".join(state[name].numpy().tobytes() for name in sorted(state))).hexdigest()

    @torch.no_grad()
    def opinion(self, indices: Indices) -> Opinion:
        """What sprites (n, 32, 32) look like; n is 1 or more."""
        features, parts = [], []
        for first in range(0, len(indices), _AT_ONCE):
            found, logits = self._network(torch.from_numpy(indices[first : first + _AT_ONCE].copy()))
            features.append(found)
            parts.append(logits)
        said = {name: torch.cat([part[name] for part in parts]) for name in parts[0]}
        return Opinion(
            {name: np.asarray(logits.argmax(dim=1).numpy()) for name, logits in said.items()},
            np.asarray(torch.cat(features).numpy()),
            {name: np.asarray(F.softmax(logits, dim=1).numpy()) for name, logits in said.items()},
        )


def label_classes(sprites: Sprites, world: World = SEA) -> dict[str, Classes]:
    """Head -> (n,) places in its names of what the sprites are, UNKNOWN where nobody knows."""
    ids = np.concatenate([sprites.labels, sprites.traits], axis=1)
    heads = heads_of(world)
    firsts = np.array([world.token_id(name, names[0]) for name, names in heads.items()])
    places = np.where(ids == PAD, UNKNOWN, ids - firsts)
    return {name: places[:, at] for at, name in enumerate(heads)}


def judge_loss(network: JudgeNetwork, indices: Tensor, classes: Mapping[str, Tensor]) -> Tensor:
    """Cross entropy, mean over the sprites, the heads added up; an UNKNOWN place adds nothing."""
    _, logits = network(indices, classes["species"].clamp(min=0))
    lost = [
        F.cross_entropy(logits[name], classes[name], ignore_index=UNKNOWN, reduction="sum") / len(indices)
        for name in network.names
    ]
    return torch.stack(lost).sum()


def save_judge(network: JudgeNetwork, folder: Path, *, facts: Mapping[str, str]) -> None:
    """Write the weights with the names and the palette that they were learnt on."""
    told = {"palette": PALETTE_HASH, "heads": json.dumps(network.names), **facts}
    content = save({name: tensor.contiguous() for name, tensor in network.state_dict().items()}, metadata=told)
    write_files({folder / _FILE: content})


def load_judge(folder: Path = DEFAULT_FOLDER, *, world: World = SEA, name: str = "sea") -> Judge:
    """Read the judge of a world that is called so; JudgeError when there is none, or it is damaged or learnt other
    names or another palette."""
    path, heads = folder / _FILE, heads_of(world)
    command = f"python -m training.judging.judge{'' if world == SEA else f' --world {name}'} --out {folder}"
    again = f"train it again: {command}"
    if not path.is_file():
        raise JudgeError(f"no judge at {path}; train one: {command}")
    try:
        with safe_open(path, framework="pt") as file:
            facts = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no dictionary
        if facts.get("palette") != PALETTE_HASH:
            raise JudgeError(f"{path} learnt another palette; {again}")
        if facts.get("heads") != json.dumps(heads):
            raise JudgeError(f"{path} learnt other zones, categories, species or traits; {again}")
        network = JudgeNetwork(heads)
        network.load_state_dict(tensors)
    except (SafetensorError, OSError, RuntimeError) as error:
        raise JudgeError(f"{path} is no readable judge ({type(error).__name__}); {again}") from error
    return Judge(network)
