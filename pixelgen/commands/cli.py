"""Command line -> commands; their outcome -> printed lines and an exit code. Knows no command's work.

0 done, 1 an expected error in one line on stderr, 2 wrong usage likewise, 130 interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine_bridges.commands import bake, new_pack, serve, view, watch
from pixelgen import __version__, interrupts
from pixelgen.cache.cache import CACHE_VARIABLE, Cache, default_folder
from pixelgen.commands import bench, breed, cache, completion, disclose, family, gallery, generate, palette, prove, show
from pixelgen.commands.old_weights import weights_that_drew
from pixelgen.commands.output.sprite_maker import GeneratorFactory
from pixelgen.commands.terminal.console import (
    DONE,
    FAILED,
    library_messages,
    print_error,
    print_result,
)
from pixelgen.commands.terminal.parser import WRONG_USAGE, Parser
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.commands.terminal.weights_option import explained_weights
from pixelgen.errors import PixelgenError, RequestError

if TYPE_CHECKING:
    from pixelgen.generator import Generator
    from pixelgen.model.weights import Weights


class CommandModule(Protocol):
    """What a command's module has besides what it does. HELP: one line; DESCRIPTION, EPILOG: around the options."""

    HELP: str
    DESCRIPTION: str
    EPILOG: str

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's options."""


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: its module, and options and what makes generators -> the lines to print."""

    module: CommandModule
    run: Callable[[argparse.Namespace, GeneratorFactory], str]


COMMANDS = {
    "generate": Command(generate, lambda options, factory: generate.run(options, factory)),
    "breed": Command(breed, lambda options, factory: breed.run(options, factory)),
    "show": Command(show, lambda options, factory: show.run(options, factory)),
    "family": Command(family, lambda options, factory: family.run(options, factory)),
    "gallery": Command(gallery, lambda options, factory: gallery.run(options, factory)),
    "new-pack": Command(new_pack, lambda options, _: new_pack.run(options)),
    "bake": Command(
        bake,
        lambda options, factory: bake.run(
            options, factory, progress_bar=progress_bar, weights_that_drew=weights_that_drew
        ),
    ),
    "watch": Command(
        watch,
        lambda options, factory: watch.run(
            options,
            factory,
            progress_bar=progress_bar,
            shipped_weights=_shipped_weights,
            weights_that_drew=weights_that_drew,
            locks_folder=_cache_folder(),
        ),
    ),
    "view": Command(view, lambda options, _: view.run(options)),
    "serve": Command(serve, lambda options, factory: serve.run(options, factory, _cache_folder())),
    "palette": Command(palette, lambda options, _: palette.run(options)),
    "bench": Command(bench, lambda options, _: bench.run(options, _plain_decoders)),
    "prove": Command(prove, lambda options, factory: prove.run(options, factory)),
    "disclose": Command(disclose, lambda options, factory: disclose.run(options, factory)),
    "cache": Command(cache, lambda options, _: cache.run(options, _cache_folder())),
    "completion": Command(completion, lambda options, _: completion.run(options)),
}


def main(arguments: Sequence[str] | None = None, *, generator_factory: GeneratorFactory | None = None) -> int:
    """Run one command and return its exit code; `arguments` defaults to those of the process."""
    who, result = "pixelgen", ""
    try:
        parser = command_line()
        completion.answer_tab(parser)
        typed = sys.argv[1:] if arguments is None else arguments
        if not typed:
            parser.error(f"name a command: {', '.join(COMMANDS)}; see pixelgen --help")
        options, unknown = parser.parse_known_args(typed)
        who = options.parser.prog
        if unknown:
            options.parser.refuse_unknown(unknown)
        cached = not getattr(options, "no_cache", False)
        factory = generator_factory or partial(_generator, cached=cached, threads=getattr(options, "jobs", None))
        with library_messages(logging.INFO if options.verbose else logging.WARNING), interrupts.kept():
            result = COMMANDS[options.command].run(options, factory) + "\n"
        code = DONE
    except SystemExit as stop:  # argparse's way out, for --help too
        code = stop.code if isinstance(stop.code, int) else DONE
    except RequestError as error:
        code = WRONG_USAGE
        print_error(who, str(error))
    except PixelgenError as error:
        code = FAILED
        for each in getattr(error, "errors", ()) or (error,):  # all that is wrong with a file, a line each
            print_error(who, str(each))
    except MemoryError:
        code = FAILED
        print_error(who, "not enough memory; ask for less at once, or close other programs")
    except KeyboardInterrupt:
        code = interrupts.INTERRUPTED
    return print_result(result, who) or code


def entry() -> int:
    """The console script: `main` with streams that can show every file name, as `pixelgen.entry` runs it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return main()


def command_line() -> Parser:
    """The parser of all commands. What it returns has command, parser (the command's own) and verbose."""
    parser = Parser(
        prog="pixelgen",
        description="Draw sea-creature sprites in pixel art: files, packs for game engines, or on demand for a game.",
        epilog="Every command has examples: pixelgen COMMAND --help",
    )
    parser.add_argument(
        "--version", action="version", version=f"pixelgen {__version__}", help="print the version and exit"
    )
    verbose = {"action": "store_true", "help": "print to stderr which engine draws"}
    parser.add_argument("-v", "--verbose", **verbose)  # type: ignore[arg-type]
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")
    for name, command in COMMANDS.items():
        module = command.module
        own = commands.add_parser(
            name,
            help=module.HELP,
            description=module.DESCRIPTION,
            epilog=module.EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        own.set_defaults(parser=own)
        module.add_options(own)
        own.add_argument("-v", "--verbose", **verbose, default=argparse.SUPPRESS)  # type: ignore[arg-type]
    return parser


def _plain_decoders(weights: Weights) -> list[bench.PlainDecoder]:
    with interrupts.ending_at_once(), contextlib.suppress(ImportError):  # no torch here; a long import loses interrupts
        from training.network.plain_decoder import PlainDecoder

        return [PlainDecoder(weights)]
    return []


def _cache_folder() -> Path:
    named = os.environ.get(CACHE_VARIABLE)
    return Path(os.path.expanduser(named)) if named else default_folder()


def _shipped_weights() -> Path:
    from pixelgen.generator import SHIPPED_WEIGHTS

    return SHIPPED_WEIGHTS


def _generator(weights: Path | None, *, cached: bool, threads: int | None) -> Generator:
    from pixelgen.generator import Generator

    with explained_weights(weights):
        return Generator(weights, Cache(_cache_folder()) if cached else None, threads)
