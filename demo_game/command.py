"""Options of `python -m demo_game` -> the game. What goes wrong is one line; exit status 0, 1 failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from pixelgen import CACHE_VARIABLE, Cache, Generator, PixelgenError, WeightsError, other_use_of

_EPILOG = """examples:
  python -m demo_game
  python -m demo_game --seed CORAL-7431
  python -m demo_game --headless --frames 600 --seed CORAL-7431 --screenshot reef.png
  python -m demo_game --bot --minutes 30 --worlds 20 --table bot.md

Keys, saves and what to do when something fails: demo_game/README.md"""
_SCALES = range(9)


class _Parser(argparse.ArgumentParser):
    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.register("type", Path, _path)

    def error(self, message: str) -> NoReturn:
        """Wrong usage is one line, as all that goes wrong."""
        self.exit(2, f"demo_game: {message.removeprefix('argument ')}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the game as the arguments say -> exit status."""
    parser = _Parser(
        prog="python -m demo_game",
        description="Dive in a reef, photograph its creatures and breed your own. They are drawn while you play.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--seed", default="", help="the world to dive in: letters, digits and hyphens (default: the last one)"
    )
    parser.add_argument(
        "--scale",
        type=_scale,
        metavar="0-8",
        help="window size, in multiples of 480x270 (0: as large as fits)",
    )
    parser.add_argument("--headless", action="store_true", help="run without a window and without sound")
    parser.add_argument("--frames", type=_frames, default=0, metavar="N", help="end after N frames")
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="write the last frame to this .png")
    parser.add_argument("--force", action="store_true", help="replace a picture or a table that is there already")
    parser.add_argument("--bot", action="store_true", help="let a bot play without a window, and print how it went")
    parser.add_argument("--minutes", type=_frames, default=30, metavar="N", help="of the game that the bot plays (30)")
    parser.add_argument("--table", type=Path, metavar="MD", help="write how the bot's games went to this .md")
    parser.add_argument("--worlds", type=_frames, default=1, metavar="N", help="that the bot plays (1)")
    parser.add_argument(
        "--saves", type=Path, metavar="FOLDER", help="where dives are saved (default: your folder for application data)"
    )
    parser.add_argument(
        "--weights", type=Path, metavar="FILE", help="draw with these weights instead of those that pixelgen ships with"
    )
    asked = parser.parse_args(arguments)
    if asked.headless and not (asked.frames or asked.bot):
        parser.error("--headless needs --frames N, or it would never end")
    try:
        return _play(asked)
    except PixelgenError as error:
        print(f"demo_game: {error}", file=sys.stderr)
        return 1


def _play(asked: argparse.Namespace) -> int:
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    missing = [name for name in ("pygame", "filelock") if find_spec(name) is None]
    if missing:
        raise PixelgenError(f"the game needs {' and '.join(missing)}; run: pip install '.[game]'")
    import pygame

    from demo_game.app.game import Game, Options
    from demo_game.bot.command import play_worlds
    from demo_game.canvas.pixels import png_of
    from demo_game.rules.seeds import normalised_seed

    if asked.seed and not normalised_seed(asked.seed):
        raise PixelgenError(f"a seed must have letters or digits; got {asked.seed!r}")
    if asked.screenshot is not None and asked.screenshot.suffix.lower() != ".png":
        raise PixelgenError(f"--screenshot must name a .png; got {asked.screenshot}")
    if asked.screenshot is not None and os.path.lexists(asked.screenshot) and not asked.force:
        raise PixelgenError(f"{asked.screenshot} is there already; name another file, or replace it with --force")
    if asked.table is not None and os.path.lexists(asked.table) and not asked.force:
        raise PixelgenError(f"{asked.table} is there already; name another file, or replace it with --force")
    if asked.bot:
        return play_worlds(
            normalised_seed(asked.seed),
            asked.worlds,
            asked.minutes,
            artist=_artist(asked.weights),
            kept=lambda text: None if asked.table is None else _write(text.encode(), asked.table),
        )
    saves = asked.saves
    if saves is None and not asked.headless:
        saves = _saves_folder()
    if saves is not None and (use := other_use_of(saves)) is not None:
        raise PixelgenError(f"{saves} is {use}; name a folder for saves alone, such as {saves / 'reef_saves'}")
    options = Options(normalised_seed(asked.seed), asked.headless, asked.frames, asked.scale, saves)
    game = Game(options, artist=_artist(asked.weights))
    try:
        game.run()
        if asked.screenshot is not None:
            _write(png_of(game.window.view), asked.screenshot)
    finally:
        pygame.quit()
    return 0


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("must be a path; got ''")
    return Path(text)


def _frames(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number, 1 or more; got {text!r:.60}")
    return int(text)


def _scale(text: str) -> int:
    if text not in map(str, _SCALES):
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to {_SCALES[-1]}; got {text!r:.60}")
    return int(text)


def _artist(weights: Path | None) -> Callable[[Callable[[str], None]], Generator | None]:
    def make(warn: Callable[[str], None]) -> Generator | None:
        try:
            return Generator(weights, cache=Cache(os.environ.get(CACHE_VARIABLE) or None, warn=warn), threads=1)
        except WeightsError as error:
            warn(f"{error}; only the starter creatures are shown, and breeding is off")
            return None

    return make


def _saves_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("pixelgen-reef", appauthor=False))


def _write(content: bytes, path: Path) -> None:
    from demo_game.saves.whole_files import write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        raise PixelgenError(f"cannot write {path}: {error.strerror or error}") from error
