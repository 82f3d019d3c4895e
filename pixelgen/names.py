"""Names that a type checker or an editor can suggest. At run time any text is taken and checked by the vocabulary."""

from __future__ import annotations

from typing import Literal

Zone = Literal["shallows", "reef", "twilight", "midnight", "abyss", "hadal"]
Category = Literal["reef_fish", "grazer", "coral", "jellyfish", "cephalopod", "abyssal"]
