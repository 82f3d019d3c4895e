"""Which small changes are made to a module, and where none is: what they would say nothing about."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from cosmic_ray.operators.operator import Operator  # type: ignore[import-untyped]
from parso.python.tree import Keyword, Number

Position = tuple[int, int]  # line from 1, column from 0
Span = tuple[Position, Position]

# Of each operator the nearest other one of the same types: what notices that `+` has become `-` notices `%` too.
_BINARY = (
    "Add_Sub Sub_Add Mul_FloorDiv Div_Mul FloorDiv_Mul Mod_FloorDiv Pow_Mul LShift_RShift RShift_LShift "
    "BitOr_BitAnd BitAnd_BitOr BitXor_BitOr"
)
# The limit itself on the other side, and the opposite.
_COMPARISON = "Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Eq_NotEq NotEq_Eq Is_IsNot IsNot_Is"
_USED = frozenset(
    [f"core/ReplaceBinaryOperator_{change}" for change in _BINARY.split()]
    + [f"core/ReplaceComparisonOperator_{change}" for change in _COMPARISON.split()]
    + [f"core/ReplaceUnaryOperator_Delete_{sign}" for sign in ("USub", "Not", "Invert")]
    + [f"core/{name}" for name in ("AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd")]
    + [f"core/{name}" for name in ("ReplaceTrueWithFalse", "ReplaceFalseWithTrue")]
    + [f"core/{name}" for name in ("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop")]
    + [f"core/{name}" for name in ("NumberReplacer", "RemoveDecorator", "ExceptionReplacer")]
    + ["own/NearFloat", "own/Membership"]
)
_FLOAT = re.compile(r"[\d_]*\.[\d_]*(e[-+]?\d+)?|\d+e[-+]?\d+", re.IGNORECASE)


def is_used(operator: str, source: str, start: Position, end: Position) -> bool:
    """Whether changes of an operator are made to what stands there."""
    if operator not in _USED:
        return False
    text = source.splitlines()[start[0] - 1][start[1] : end[1]]
    # A float is moved by a tenth; by one it would leave its range at once.
    return not (operator == "core/NumberReplacer" and _is_near_float(text))


def spans_left_alone(source: str) -> list[Span]:
    """Where a change says nothing: annotations, texts of errors, checks of our own bugs, promises of types."""
    lines = source.splitlines()

    def position(line: int, column: int) -> Position:
        return line, len(lines[line - 1].encode()[:column].decode())  # ast counts bytes

    return [
        (position(node.lineno, node.col_offset), position(node.end_lineno or 0, node.end_col_offset or 0))
        for node in _left_alone(ast.parse(source))
    ]


def _left_alone(tree: ast.Module) -> Iterator[ast.expr | ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation  # nothing evaluates it
        elif isinstance(node, ast.FunctionDef):
            if node.returns is not None:
                yield node.returns
        elif isinstance(node, ast.Assert):
            yield node  # holds as long as there is no bug: a weaker one changes nothing
        elif isinstance(node, ast.Raise):
            yield from (part for part in ast.walk(node) if isinstance(part, ast.JoinedStr))  # words, not behaviour
        elif isinstance(node, ast.ClassDef):
            # frozen and slots: mypy and the house's style guard them
            yield from (
                keyword.value for one in node.decorator_list if isinstance(one, ast.Call) for keyword in one.keywords
            )
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "zip":
            yield from (
                keyword.value for keyword in node.keywords
            )  # strict: guards against our own bugs, as assert does


def _is_near_float(text: str) -> bool:
    return _FLOAT.fullmatch(text) is not None and float(text) != 0


class NearFloat(Operator):  # type: ignore[misc]
    """A float a tenth larger or smaller."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """Two for each float but 0."""
        if isinstance(node, Number) and _is_near_float(node.value):
            yield from [(node.start_pos, node.end_pos)] * 2

    def mutate(self, node: Number, index: int) -> Number:
        """The number instead of it."""
        return Number(node.prefix + f"{float(node.value) * (1.1, 0.9)[index]:.6g}", node.start_pos)

    @classmethod
    def examples(cls) -> tuple[()]:
        """None needed: for Cosmic Ray's own tests."""
        return ()


class Membership(Operator):  # type: ignore[misc]
    """`in` instead of `not in`, and the other way round."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """One for each comparison with one of both."""
        yield from ((sign.start_pos, sign.end_pos) for _, sign in self._signs(node))

    def mutate(self, node: Any, index: int) -> Any:
        """The comparison with the opposite."""
        place, sign = list(self._signs(node))[index]
        opposite = "in" if sign.get_code().strip() != "in" else "not in"
        node.children[place] = Keyword(opposite, sign.start_pos, prefix=" ")
        return node

    def _signs(self, node: Any) -> Iterator[tuple[int, Any]]:
        if node.type == "comparison":
            for place, sign in enumerate(node.children):
                if sign.get_code().split() in (["in"], ["not", "in"]):
                    yield place, sign

    @classmethod
    def examples(cls) -> tuple[()]:
        """None needed: for Cosmic Ray's own tests."""
        return ()


class OwnOperators:
    """What Cosmic Ray lacks, in the form that it asks for."""

    def __iter__(self) -> Iterator[str]:
        return iter(("NearFloat", "Membership"))

    def __getitem__(self, name: str) -> type:
        return {"NearFloat": NearFloat, "Membership": Membership}[name]
