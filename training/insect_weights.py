"""The weights of the insects, a world beside the sea, from nothing: one command of less than two hours on two cores.

    python -m training.insect_weights --out insects.safetensors
    pixelgen generate --weights insects.safetensors --species ladybird --out ladybird.png

Half an hour gives recognisable insects; the same command goes on from runs/insects with --resume.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from training import train
from training.network import export
from training.network.trainer import PRECISIONS


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and export; 0 done, 1 an expected error in one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="weights to write")
    parser.add_argument("--run", type=Path, default=Path("runs/insects"), metavar="DIR", help="folder of the run")
    parser.add_argument("--minutes", type=float, default=110, help="of training (default 110)")
    parser.add_argument("--resume", action="store_true", help="go on from the run's checkpoint")
    parser.add_argument(
        "--precision", choices=list(PRECISIONS), default="fp32", help="bf16 where the processor knows it"
    )
    parser.add_argument("--batch-size", type=int, default=8)
    options = parser.parse_args(arguments)
    plan = ["--synthetic", "--world", "insects", "--device", "cpu", "--ahead", "--validation", "48"]
    plan += ["--minutes", str(options.minutes), "--run", str(options.run), "--precision", options.precision]
    plan += ["--batch-size", str(options.batch_size), *(["--resume"] if options.resume else [])]
    status = train.main(plan)
    if status:
        return status
    return export.main(["--world", "insects", "--run", str(options.run), "--out", str(options.out)])


if __name__ == "__main__":
    sys.exit(main())
