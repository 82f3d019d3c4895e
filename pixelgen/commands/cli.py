"""Command line -> commands; their outcome -> printed lines and an exit code. Knows no command's work.

0 done, 1 an expected error in one line on stderr, 2 wrong usage likewise, 130 interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from engine_bridges.commands import bake as bake_command
from engine_bridges.commands import new_pack as new_pack_command
from engine_bridges.commands import serve as serve_command
from engine_bridges.commands import view as view_command
from engine_bridges.commands import watch as watch_command
from pixelgen.cache.cache import CACHE_VARIABLE, Cache, default_folder
from pixelgen.commands import bench as bench_command
from pixelgen.commands import breed as breed_command
from pixelgen.commands import cache as cache_command
from pixelgen.commands import gallery as gallery_command
from pixelgen.commands import generate as generate_command
from pixelgen.commands import show as show_command
from pixelgen.commands.progress import progress_bar
from pixelgen.commands.sprite_maker import SpriteMaker
from pixelgen.errors import PixelgenError, RequestError

if TYPE_CHECKING:
    from pixelgen.model.weights import Weights

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, _one_line(self.prog, message.removeprefix("argument ")))


def main(
    arguments: Sequence[str] | None = None, *, generator_factory: Callable[[Path | None], SpriteMaker] | None = None
) -> int:
    """Run one command and return its exit code; `arguments` defaults to those of the process."""
    who, said = "pixelgen", ""
    try:
        options, unknown = _parser().parse_known_args(arguments)
        who = options.parser.prog
        if unknown:
            options.parser.error(f"unknown: {' '.join(map(repr, unknown))}; see {who} --help")
        cached = not getattr(options, "no_cache", True)  # a command that does not ask draws everything anew
        made = partial(_generator, cached=cached, threads=getattr(options, "jobs", None))
        with _spoken(logging.INFO if options.verbose else logging.WARNING):
            said = options.run(options, generator_factory or made) + "\n"
        code = DONE
    except SystemExit as stop:  # argparse's way out, for --help too
        code = stop.code if isinstance(stop.code, int) else DONE
    except RequestError as error:
        code = _complain(WRONG_USAGE, who, str(error))
    except PixelgenError as error:
        for each in getattr(error, "errors", ()) or (error,):  # all that is wrong with a file, a line each
            code = _complain(FAILED, who, str(each))
    except MemoryError:
        code = _complain(FAILED, who, "not enough memory; ask for less at once, or close other programs")
    except KeyboardInterrupt:
        code = INTERRUPTED
    return _say(said, who) or code


def entry() -> None:
    """The console script: `main` with streams that can show every file name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main()
    except KeyboardInterrupt:  # the second one, while the first is being seen to
        code = INTERRUPTED
    if code == INTERRUPTED:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # one more ends it at once, without a word
    sys.exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="pixelgen", description="Draw sea-creature sprites.", allow_abbrev=False)
    parser.add_argument("-v", "--verbose", action="store_true", help="say on stderr what draws")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, says: str, more: str, epilog: str) -> argparse.ArgumentParser:
        shape = argparse.RawDescriptionHelpFormatter
        command: argparse.ArgumentParser = commands.add_parser(
            name, help=says, description=more, epilog=epilog, formatter_class=shape, allow_abbrev=False
        )
        command.set_defaults(parser=command)
        return command

    generate = add(
        "generate",
        "write sprites as PNG files",
        "Write sprites as indexed PNG files. The same options give the same sprites on every machine.",
        generate_command.EPILOG,
    )
    generate_command.add_options(generate)
    generate.set_defaults(run=generate_command.run)
    breed = add(
        "breed",
        "write children of two sprites",
        "Keep most of A, draw the rest anew in the colours of B. The same parents and seed give the same child.",
        breed_command.EPILOG,
    )
    breed_command.add_options(breed)
    breed.set_defaults(run=breed_command.run)
    show = add("show", "explain a DNA or a PNG", "Say what a DNA or a PNG holds; draw nothing.", show_command.EPILOG)
    show_command.add_options(show)
    show.set_defaults(run=lambda options, _: show_command.run(options))
    gallery = add(
        "gallery",
        "write a page of pictures to judge the sprites by",
        "Write pictures of what the weights draw, lit and moving, and a page that shows them all.",
        gallery_command.EPILOG,
    )
    gallery_command.add_options(gallery)
    gallery.set_defaults(run=gallery_command.run)
    new_pack = add(
        "new-pack",
        "write an example of a pack's file",
        "Write a commented TOML file that asks for a pack of sprites, to be edited and baked.",
        new_pack_command.EPILOG,
    )
    new_pack_command.add_options(new_pack)
    new_pack.set_defaults(run=lambda options, _: new_pack_command.run(options))
    bake = add(
        "bake",
        "make a pack of sprites for an engine",
        "Make what a pack's file asks for, and leave alone what has not changed.",
        bake_command.EPILOG,
    )
    bake_command.add_options(bake)
    bake.set_defaults(
        run=lambda options, factory: bake_command.run(options, factory, progress_bar=progress_bar), no_cache=False
    )
    watch = add(
        "watch",
        "bake packs again whenever their files change",
        "Bake packs, and again at each change of their files, while you edit them.",
        watch_command.EPILOG,
    )
    watch_command.add_options(watch)
    watch.set_defaults(
        run=lambda options, factory: watch_command.run(
            options,
            factory,
            progress_bar=progress_bar,
            shipped_weights=_shipped_weights,
            locks_folder=_cache_folder(),
        ),
        no_cache=False,
    )
    view = add(
        "view",
        "show a pack in a window",
        "Show a pack's creatures in a window, moving and lit, and what is baked anew at once.",
        view_command.EPILOG,
    )
    view_command.add_options(view)
    view.set_defaults(run=lambda options, _: view_command.run(options))
    serve = add(
        "serve",
        "draw creatures for games while they run",
        "Draw creatures for games on this machine, over a socket that only they can reach.",
        serve_command.EPILOG,
    )
    serve_command.add_options(serve)
    serve.set_defaults(run=lambda options, factory: serve_command.run(options, factory, _cache_folder()))
    bench = add(
        "bench", "measure how fast sprites are drawn", "Time the ways of drawing in turn.", bench_command.EPILOG
    )
    bench_command.add_options(bench)
    bench.set_defaults(run=lambda options, _: bench_command.run(options, _plain_decoders))
    cache = add("cache", "look after drawn sprites", "Look after the sprites drawn before.", cache_command.EPILOG)
    cache_command.add_options(cache)
    cache.set_defaults(run=lambda options, _: cache_command.run(options, _cache_folder()))
    return parser


@contextlib.contextmanager
def _spoken(level: int) -> Iterator[None]:
    """What the library logs from this level on goes to stderr, a line each."""
    logger, lines = logging.getLogger("pixelgen"), logging.StreamHandler(sys.stderr)
    lines.setFormatter(logging.Formatter("pixelgen: %(message)s"))
    before = logger.level
    logger.addHandler(lines)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(lines)


def _plain_decoders(weights: Weights) -> list[bench_command.PlainDecoder]:
    decoders: list[bench_command.PlainDecoder] = []
    try:
        from training.network.plain_decoder import PlainDecoder

        decoders.append(PlainDecoder(weights))
        from training.network.onnx_decoder import OnnxDecoder

        decoders.append(OnnxDecoder(weights))
    except ImportError:  # no torch, or no ONNX Runtime here
        pass
    return decoders


def _cache_folder() -> Path:
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else default_folder()


def _shipped_weights() -> Path:
    from pixelgen.generator import SHIPPED_WEIGHTS

    return SHIPPED_WEIGHTS


def _generator(weights: Path | None, *, cached: bool, threads: int | None) -> SpriteMaker:
    from pixelgen.generator import Generator

    def tell(message: str) -> None:
        _complain(DONE, "pixelgen", message)

    return Generator(weights, Cache(_cache_folder(), warn=tell) if cached else None, threads)


def _complain(code: int, who: str, message: str) -> int:
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # nobody may be listening
            print(_one_line(who, message), end="", file=sys.stderr, flush=True)
    return code


def _one_line(who: str, message: str) -> str:
    shown = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in message)
    return f"{who}: {shown}\n"


def _say(text: str, who: str) -> int:
    """Print and flush. A reader that went away is no error; a full disk behind stdout is."""
    if sys.stdout is None:
        return DONE
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        with contextlib.suppress(OSError):
            # What is left in the buffer would fail once more when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in (errno.EPIPE, errno.EINVAL):  # EINVAL: a closed pipe on Windows
            return _complain(FAILED, who, f"cannot print: {error.strerror}")
    return DONE
