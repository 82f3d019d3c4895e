"""Worlds and minutes -> the bot plays them one after the other -> a table; 1 where one was trapped or crashed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pygame

from demo_game.app.game import Game, Options
from demo_game.bot.games import Played, play
from demo_game.bot.report import table
from demo_game.creatures.sprite_supply import Artist

_DRAWS_SECONDS = 0.5  # that is waited once a second of the game while sprites are drawn


def play_worlds(
    seed: str,
    worlds: int,
    minutes: float,
    *,
    artist: Callable[[Callable[[str], None]], Artist | None],
    kept: Callable[[str], None] = lambda _: None,
) -> int:
    """Play -> exit status. seed: of the only world; empty: worlds by number. kept: called with the table so far after
    each world, so that a run that is stopped has left something."""
    games: list[Played] = []
    for number in range(worlds):
        name = seed if seed and worlds == 1 else f"{seed or 'BOT'}-{number}"
        game = Game(Options(name, headless=True), artist=artist)

        def wait(game: Game = game) -> None:
            until = time.monotonic() + _DRAWS_SECONDS
            while game.session is not None and game.session.supply.busy and time.monotonic() < until:
                time.sleep(_DRAWS_SECONDS / 10)

        try:
            games.append(play(game, minutes=minutes, wait=wait, told=lambda line: print(line, file=sys.stderr)))
            goals = [goal.id for goal in game.session.economy.goals] if game.session is not None else []
        finally:
            game.close()
            pygame.quit()
        kept(table(games, goals=goals) + "\n")
        print(table(games, goals=goals) if number == worlds - 1 else f"{name} played", flush=True)
    return 1 if any(one.traps or one.crash for one in games) else 0
