"""The public names: loaded when they are used, the same for programs and for type checkers."""

from __future__ import annotations

import ast
import json
import os
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import pixelgen

ROOT = Path(pixelgen.__file__).resolve().parent.parent


def python(program: str) -> str:
    """What a program prints in a process of its own, run outside the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=True).stdout


def imported_for_type_checkers() -> dict[str, set[str]]:
    """Module -> names, of the imports in `if TYPE_CHECKING`."""
    tree = ast.parse(Path(pixelgen.__file__).read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pixelgen."):
            found.setdefault(str(node.module), set()).update(alias.name for alias in node.names)
    return found


def test_programs_and_type_checkers_find_the_same_names() -> None:
    tabled = [name for names in pixelgen._NAMES_IN.values() for name in names.split()]
    checked = imported_for_type_checkers()
    assert sorted(tabled) == sorted(name for names in checked.values() for name in names)
    assert sorted([*tabled, "__version__"]) == sorted(pixelgen.__all__)
    for module, names in checked.items():
        for name in names:
            assert getattr(pixelgen, name) is getattr(import_module(module), name)


@pytest.mark.parametrize("name", pixelgen.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(pixelgen, name) is not None
    assert name in dir(pixelgen)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'pixelgen' has no attribute 'Jellyfish'"):
        pixelgen.Jellyfish  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_package_loads_no_module_of_it_and_no_numpy() -> None:
    loaded = json.loads(python("import sys, pixelgen, json; print(json.dumps(list(sys.modules)))"))
    assert [name for name in loaded if name.startswith(("pixelgen.", "numpy"))] == []


PICKLING = """
import copyreg, pickle
from pixelgen import SpriteRequest, bred
request = SpriteRequest("reef", "jellyfish", seed=1)
for seed in range(500):
    request = bred(request, request, seed=seed)
print(pickle.dumps(request).hex())
"""


def test_a_family_tree_is_pickled_whichever_names_were_used() -> None:
    request = pickle.loads(bytes.fromhex(python(PICKLING)))
    assert isinstance(request, pixelgen.SpriteRequest)
    one_name = "import copyreg\nfrom pixelgen import SpriteRequest\nprint(SpriteRequest in copyreg.dispatch_table)"
    assert python(one_name) == "True\n"
