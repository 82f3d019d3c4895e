"""A network in training and prompts -> sprites, the plain way: float32, a key/value cache, a group a step.

For a look at a run; the runtime draws in exact integers. Tokens are chosen as it chooses them, by raw draws of each
cell. Knows nothing of requests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from pixelgen.group_writer import GroupWriter
from pixelgen.groups import GROUPS, RING, SLOTS, surroundings
from pixelgen.model.sampling import Sampling, sample
from pixelgen.quadtree import CELL_LEVEL, NEIGHBOURS, UNKNOWN, Indices, Ints
from pixelgen.vocabulary import MASK, WRITABLE
from training.network.layers import Block, norm
from training.network.model import NO_PLACE, PROMPT_STEPS, Transformer

_PIXEL_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """prompt (12,) ids; draws (1344,) one raw uint64 a cell; pinned (1024,): colours of pixels that stand already,
    UNKNOWN elsewhere."""

    prompt: Ints
    draws: npt.NDArray[np.uint64]
    pinned: Ints | None = None


class Step(NamedTuple):
    """What the network is fed for one sprite: tokens (4,), their place, the next place, what is around that (12,)."""

    tokens: Ints
    own: int
    target: int
    ring: Ints


def known_steps(wish: Wish, writer: GroupWriter) -> Iterator[Step]:
    """The steps of the prompt and the kept pass; the last one asks for the writer's first group."""
    kept = writer.kept
    tokens = [*wish.prompt.reshape(PROMPT_STEPS, SLOTS), *kept.tokens]
    places = (kept.groups + GROUPS).tolist()
    own = [NO_PLACE] * PROMPT_STEPS + places
    targets = [NO_PLACE] * (PROMPT_STEPS - 1) + places + [writer.group]
    rings = [*[np.full(RING, UNKNOWN)] * (PROMPT_STEPS - 1), *surroundings(kept).ring, writer.ring()]
    return map(Step, tokens, own, targets, rings)


def allowed(writer: GroupWriter) -> npt.NDArray[np.bool_]:
    """(65,) what the writer's next cell may become: pixels are no MASK, and pinned pixels bind what is over them."""
    ids = np.ones(len(WRITABLE), dtype=np.bool_)
    if writer.bound != UNKNOWN:
        ids[:] = False
        ids[WRITABLE.index(writer.bound)] = True
    ids[WRITABLE.index(MASK)] = CELL_LEVEL[writer.cell] < _PIXEL_LEVEL
    return ids


class Sampler:
    """The network with keys and values of sprites side by side."""

    def __init__(self, model: Transformer) -> None:
        self._model = model

    @torch.inference_mode()
    def draw(self, wishes: Sequence[Wish], sampling: Sampling) -> list[Indices]:
        """The (32, 32) palette indices of each wish, in order."""
        writers = [GroupWriter(pinned=wish.pinned) for wish in wishes]
        active = [place for place, writer in enumerate(writers) if writer.group is not None]
        known = {place: known_steps(wishes[place], writers[place]) for place in active}
        last = dict.fromkeys(active, NO_PLACE)
        keys = [torch.zeros(0)] * (2 * len(self._model.blocks))
        fed = 0
        while active:
            steps, asked = [], []
            for place in active:
                writer = writers[place]
                step = next(known[place], None)
                if step is None:
                    assert writer.group is not None
                    step = Step(np.array(writer.tokens), last[place], writer.group, writer.ring())
                steps.append(step)
                asked.append(step.target < GROUPS)
            states = self._states(keys, steps, fed)
            fed += 1
            rows = [row for row, is_asked in enumerate(asked) if is_asked]
            for row in rows:
                last[active[row]] = steps[row].target
            for slot in range(SLOTS):
                sprites = [(writers[active[row]], wishes[active[row]]) for row in rows]
                self._write(states, rows, slot, sprites, sampling)
            left = [row for row, place in enumerate(active) if writers[place].group is not None]
            if len(left) < len(active):
                active = [active[row] for row in left]
                keys = [each[left] for each in keys]
        return [writer.indices() for writer in writers]

    def _states(self, keys: list[Tensor], steps: Sequence[Step], fed: int) -> Tensor:
        """Feed a step of each sprite -> (sprites, width) after the last norm; all have been fed as many steps."""
        tokens, own, targets, ring = (torch.from_numpy(np.array(each)) for each in zip(*steps, strict=True))
        x = self._model.embed(tokens[:, None], own[:, None], targets[:, None], ring[:, None], first=fed)
        for layer, block in enumerate(self._model.layers()):
            x = x + self._attended(keys, layer, block, x)
            hidden = F.relu(block.expand(norm(x)))
            x = x + block.contract(hidden * hidden)
        return norm(x[:, 0])

    @staticmethod
    def _attended(keys: list[Tensor], layer: int, block: Block, x: Tensor) -> Tensor:
        normed = norm(x)
        query, key, value = (
            projection(normed).unflatten(2, (block.heads, -1)).transpose(1, 2)  # (sprites, heads, 1, head width)
            for projection in (block.query, block.key, block.value)
        )
        for place, new in ((2 * layer, norm(key)), (2 * layer + 1, value)):
            keys[place] = torch.cat([keys[place], new], dim=2) if keys[place].numel() else new
        query = norm(query) * block.sharpness.exp()[:, None, None]
        mixed = F.scaled_dot_product_attention(query, keys[2 * layer], keys[2 * layer + 1])
        return block.mix(mixed.transpose(1, 2).flatten(2))  # type: ignore[no-any-return]

    def _write(
        self,
        states: Tensor,
        rows: list[int],
        slot: int,
        sprites: Sequence[tuple[GroupWriter, Wish]],
        sampling: Sampling,
    ) -> None:
        """Write the same slot of the next group of each of these sprites."""
        near = np.array([writer.near() for writer, _ in sprites], dtype=np.int64).reshape(-1, NEIGHBOURS)
        slots = torch.full((len(rows),), slot)
        steps = torch.tensor(rows, dtype=torch.long)
        logits = self._model.head(states, torch.from_numpy(near), steps, slots).numpy()
        for (writer, wish), scores in zip(sprites, logits, strict=True):
            token = writer.forced
            if token is None:
                token = WRITABLE[sample(scores, allowed(writer), int(wish.draws[writer.cell]), sampling)]
            writer.write(token)
