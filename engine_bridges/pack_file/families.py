"""Who has which parents -> an order in which parents come first, and the cycles that have none. Knows names alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def parents_first(parents: Mapping[str, Sequence[str]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Everybody in an order in which parents stand before their children, and the cycles, each once: (a, b, a) when b
    is a parent of a, and a of b.

    Who is in a cycle, or descends from one, is not in the order. Parents whom the mapping does not have count as none.

    >>> parents_first({"a": ["b"], "b": [], "c": ["c"], "d": ["c"]})
    (['b', 'a'], [('c', 'c')])
    """
    order: list[str] = []
    cycles: list[tuple[str, ...]] = []
    done: dict[str, bool] = {}  # whether the name has a place in the order
    for start in parents:
        path: dict[str, list[str]] = {}  # a line of descent, upwards; of each the parents to be looked at
        if start not in done:
            path[start] = _upwards(parents[start])
        while path:
            name, waiting = next(reversed(path.items()))
            if waiting:
                parent = waiting.pop()
                if parent in path:
                    line = list(path)
                    cycles.append((*line[line.index(parent) :], parent))
                elif parent in parents and parent not in done:
                    path[parent] = _upwards(parents[parent])
                continue
            del path[name]
            done[name] = all(done.get(parent, parent not in parents) for parent in parents[name])
            if done[name]:
                order.append(name)
    return order, cycles


def _upwards(parents: Sequence[str]) -> list[str]:
    """The same, each once, the first last: it is taken first."""
    return [*dict.fromkeys(parents)][::-1]
