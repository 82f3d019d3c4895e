"""What DNAs record of their weights, and --weights -> the file to draw with: an older one where a folder keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pixelgen.errors import WeightsError


def weights_that_drew(digests: Iterable[str | None], named: Path | None) -> Path | None:
    """The file that all of these draw with; None: the one that ships.

    digests: `needed_weights` of each DNA. named: the value of --weights. A file is taken as it is; a folder, or without
    one the user's own, is searched for the file whose digest the DNAs record. WeightsError when a folder that was named
    has none, or is to be searched for several at once.
    """
    if named is not None and not named.is_dir():
        return named
    from pixelgen.generator import SHIPPED_WEIGHTS
    from pixelgen.model.weights_folder import default_weights_folder, find_weights

    asked = sorted({digest for digest in digests if digest is not None})
    if len(asked) == 1:
        found = find_weights(asked[0], default_weights_folder() if named is None else named, first=[SHIPPED_WEIGHTS])
        if found is not None or named is None:
            return None if found == SHIPPED_WEIGHTS else found
        raise WeightsError(f"the DNA was made with the weights {asked[0]}; no file in {named} has them")
    if named is None:
        return None
    if asked:
        raise WeightsError(f"the DNAs were made with the weights {', '.join(asked)}; they cannot be drawn together")
    raise WeightsError(
        f"{named} is a folder, which is searched for the weights of a DNA, and there is none; name a file"
    )
