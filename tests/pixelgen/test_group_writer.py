"""The writer of groups: it asks for what the encoder wrote, whatever is kept."""

from __future__ import annotations

import doctest

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pixelgen import group_writer
from pixelgen.group_writer import GroupWriter
from pixelgen.groups import GROUP_CELLS, SLOTS, Bools, encode, surroundings
from pixelgen.palette import COLOURS
from pixelgen.quadtree import CELL_LEVEL, CELLS, UNKNOWN, Indices
from pixelgen.vocabulary import MASK
from tests.pixelgen.test_groups import KEPT, pinned
from tests.pixelgen.test_quadtree import PICTURES


@given(PICTURES, KEPT)
def test_the_writer_asks_for_what_the_encoder_wrote(indices: Indices, kept: Bools) -> None:
    sequence = encode(indices, kept=kept)
    around = surroundings(sequence)
    writer = GroupWriter(pinned=pinned(indices, kept))
    assert np.array_equal(writer.kept.groups, sequence.groups[: sequence.kept])
    assert np.array_equal(writer.kept.tokens, sequence.tokens[: sequence.kept])
    for step in range(sequence.kept, len(sequence.groups)):
        assert writer.group == sequence.groups[step]
        assert np.array_equal(writer.ring(), around.ring[step])
        for slot in range(SLOTS):
            token = int(sequence.tokens[step, slot])
            assert writer.slot == slot
            assert writer.cell == GROUP_CELLS[sequence.groups[step], slot]
            assert np.array_equal(writer.near(), around.near[step, slot])
            assert writer.forced == (token if sequence.forced[step, slot] else None)
            assert writer.bound in (UNKNOWN, token) or token == MASK
            writer.write(token)
        assert writer.tokens == sequence.tokens[step].tolist()
    assert writer.group is None
    assert np.array_equal(writer.indices(), indices)


@given(st.data())
def test_any_tokens_that_a_model_may_write_give_a_picture_that_holds_what_is_kept(data: st.DataObject) -> None:
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    share = data.draw(st.sampled_from([0.0, 0.3, 1.0]))
    indices, kept = data.draw(PICTURES), data.draw(KEPT)
    writer, written = GroupWriter(pinned=pinned(indices, kept)), 0
    while writer.group is not None:
        token = writer.forced
        if token is None:
            wants_mask = CELL_LEVEL[writer.cell] < 2 and rng.random() < share
            colour = int(rng.integers(64)) if writer.bound == UNKNOWN else writer.bound
            token = MASK if wants_mask else colour
        writer.write(token)
        written += 1
    assert written <= CELLS
    drawn = writer.indices()
    assert (drawn < COLOURS).all()
    assert np.array_equal(drawn[kept], indices[kept])


def test_the_example_in_the_docstring_runs() -> None:
    assert doctest.testmod(group_writer) == (0, 2)
