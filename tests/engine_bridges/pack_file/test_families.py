from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.pack_file.families import parents_first

FAMILIES = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh?"), max_size=2), max_size=8)


def ancestors(name: str, parents: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [*parents.get(name, ())]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parents.get(one, ())
    return found


@given(FAMILIES)
def test_parents_come_first_and_who_has_a_cycle_above_is_left_out(parents: dict[str, list[str]]) -> None:
    order, cycles = parents_first(parents)
    for place, name in enumerate(order):
        assert all(parent in order[:place] for parent in parents[name] if parent in parents)
    lost = {
        name for name in parents if any(one in ancestors(one, parents) for one in {name, *ancestors(name, parents)})
    }
    assert sorted(order) == sorted(parents.keys() - lost)
    for cycle in cycles:
        assert cycle[0] == cycle[-1]
        assert len(set(cycle)) == len(cycle) - 1
        assert all(parent in parents[child] for child, parent in pairwise(cycle))
    assert len(set(cycles)) == len(cycles)
    assert bool(cycles) == bool(lost)


def test_two_cycles_are_both_found() -> None:
    parents = {"a": ["b"], "b": ["a"], "c": ["c", "a"], "d": ["c"]}
    assert parents_first(parents) == ([], [("a", "b", "a"), ("c", "c")])


def test_a_line_of_ten_thousand_generations_is_no_deeper_than_one() -> None:
    parents = {str(number): [str(number + 1)] for number in range(10_000)}
    order, cycles = parents_first(parents)
    assert order == [str(number) for number in reversed(range(10_000))]
    assert cycles == []
