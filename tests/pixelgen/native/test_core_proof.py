"""The proof of the core on many creatures: interrupted, it goes on, and tells what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pixelgen.native.library import NativeError, kernels
from tests import core_proof
from tests.core_proof import State, Tally, prove

try:
    BEST = next(name for name, runs in kernels().items() if runs)
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)


def test_an_interrupted_proof_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core_proof, "TOGETHER", 1)
    monkeypatch.setenv("PIXELGEN_KERNEL", "")  # what the reference sets comes off again
    state = State(tmp_path / "proof.json", {"seed": 3})
    compared: list[str] = []
    whole = core_proof.compare_look

    def compare(tally: Tally, request, sprite, species) -> None:  # type: ignore[no-untyped-def]
        if len(compared) == 1:
            compared.append("interrupted")
            raise KeyboardInterrupt
        compared.append(request.canonical())
        whole(tally, request, sprite, species)

    monkeypatch.setattr(core_proof, "compare_look", compare)
    with pytest.raises(KeyboardInterrupt):
        prove(3, 3, [BEST], sample=0, state=state)
    assert state.read().done == 1
    tally = prove(3, 3, [BEST], sample=0, state=state)
    assert len(set(compared)) == 4  # each once
    assert (tally.done, tally.different) == (3, {})
    assert set(tally.equal.values()) == {3}
    assert prove(3, 3, [BEST], sample=0, state=state).equal == tally.equal
    assert len(compared) == 4


def test_the_state_of_another_run_is_refused(tmp_path: Path) -> None:
    kept = State(tmp_path / "proof.json", {"seed": 3})
    assert kept.read().done == 0
    kept.write(Tally())
    with pytest.raises(SystemExit, match=r"proof\.json is of another seed, core, weights or choice"):
        State(tmp_path / "proof.json", {"seed": 4}).read()
    kept.path.write_text("{")
    with pytest.raises(SystemExit, match="name another file"):
        kept.read()
