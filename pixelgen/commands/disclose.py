"""`pixelgen disclose`: what a shop's form about generated content asks, answered for a game that ships pixelgen."""

from __future__ import annotations

import argparse
import json
import textwrap
from pathlib import Path

import pixelgen
from pixelgen.commands.output.sprite_maker import GeneratorFactory
from pixelgen.commands.terminal.weights_option import add_weights_option
from pixelgen.files.generated_mark import SOURCE_TYPE
from pixelgen.palette import RGB
from pixelgen.quadtree import SIDE
from pixelgen.vocabulary import CATEGORIES

HELP = "print a paragraph for a shop's form on generated content"
DESCRIPTION = """\
Print what a shop asks about generated content: what generates, when, which guardrails there are, where the
weights come from, and under which licences. It is true of a game that uses pixelgen as it is: read it, and
say what your game does."""
EPILOG = """\
examples:
  pixelgen disclose
  pixelgen disclose --prepared       # for a game that ships baked pictures and draws nothing while it runs
  pixelgen disclose --weights mine.safetensors --json
"""
_WIDTH = 100


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--prepared", action="store_true", help="the game ships pictures, and draws none while it runs")
    add_weights_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object: a text for each question")
    parser.set_defaults(no_cache=True)


def run(options: argparse.Namespace, generator_factory: GeneratorFactory) -> str:
    """The lines to print."""
    generator = generator_factory(options.weights)
    told = answers(
        generator.weights_digest, len(generator.learnt_species), own=options.weights, prepared=options.prepared
    )
    if options.json:
        return json.dumps({**told, "digital_source_type": SOURCE_TYPE, "weights_digest": generator.weights_digest})
    return "\n\n".join(textwrap.fill(text, _WIDTH, break_on_hyphens=False) for text in told.values())


def answers(digest: str, species: int, *, own: Path | None, prepared: bool) -> dict[str, str]:
    """Question -> answer. own: the weights file where it is not the one that ships."""
    provenance = _SHIPPED if own is None else _OWN.format(name=own.name)
    facts = {
        "kind": "Pre-generated" if prepared else "Live-generated",
        "side": SIDE,
        "version": pixelgen.__version__,
        "colours": len(RGB) - 1,
        "species": species,
        "categories": len(CATEGORIES),
    }
    told = {
        "what": _WHAT.format_map(facts),
        "when": _PREPARED if prepared else _LIVE,
        "guardrails": _GUARDRAILS.format_map(facts),
        "weights": f"{provenance} Their SHA-256 is {digest}.",
        "licences": _LICENCES,
    }
    return {question: " ".join(text.split()) for question, text in told.items()}


_WHAT = """
{kind} content: pixel art of sea creatures, {side} by {side} pixels, by pixelgen {version}, a small neural
network (a transformer of about three million parameters) that runs on the processor. It generates images alone:
no text, no sound, no speech, no code.
"""
_PREPARED = """
The pictures were generated while the game was made, chosen by its developers, and ship as image files; nothing
is generated while it runs.
"""
_LIVE = """
Pictures are generated on the player's computer while the game runs, from a number (the seed) and from choices
among fixed lists. The same choices give the same picture on every computer, so that any of them can be looked
at beforehand.
"""
_GUARDRAILS = """
The network can place nothing but the {colours} colours of a fixed palette on a grid of {side} by {side} pixels,
and was taught no subjects but {species} species of sea creatures in {categories} categories. It takes no free
text: English words are matched with fixed lists by ordinary code. It has seen no people, no writing and no
brands, learns nothing while the game runs, and works offline: nothing that a player does or enters leaves the
computer by it.
"""
_SHIPPED = """
The weights ship with pixelgen. They were trained from scratch on pictures of sea creatures that the project's
own program code draws by rules: no artist's work, no photograph, no picture from elsewhere and no other model
was used.
"""
_OWN = """
The weights are those of the file {name}, which does not ship with pixelgen: whoever trained them must say here
what they learnt from and under which licence.
"""
_LICENCES = """
Code, weights and the pictures that they draw: MIT licence. Image files carry a mark that they were generated
(IPTC digital source type trainedAlgorithmicMedia) unless it was turned off.
"""
