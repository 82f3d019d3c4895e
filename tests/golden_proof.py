"""The line of digests that ships, made anew: after new weights, a new engine version or a new look.

python -m tests.golden_proof           # compare; exit status 1 when it is another
python -m tests.golden_proof --write   # record anew
"""

from __future__ import annotations

import argparse
import sys

from pixelgen.files.whole_files import write_files
from pixelgen.generator import Generator
from pixelgen.proof import SHIPPED_LINE, prove, shipped_line


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="record anew")
    options = parser.parse_args()
    line = prove(Generator()).line
    if options.write:
        write_files({SHIPPED_LINE: f"{line}\n".encode()})
    print(line)
    return 0 if line == shipped_line() else 1


if __name__ == "__main__":
    sys.exit(main())
