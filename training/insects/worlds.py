"""The worlds whose corpora are drawn by code, by name."""

from __future__ import annotations

from training.insects.kingdom import INSECT_CORPUS
from training.samples.drawn_sprites import SEA_CORPUS, Corpus

WORLDS: dict[str, Corpus] = {"sea": SEA_CORPUS, "insects": INSECT_CORPUS}
