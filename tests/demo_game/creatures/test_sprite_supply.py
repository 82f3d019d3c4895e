"""Sprites come in the background; an egg waits, nothing else does."""

from __future__ import annotations

import pytest

from demo_game.creatures import sprite_supply
from demo_game.creatures.sprite_supply import SpriteSupply
from demo_game.rules.population import Resident
from pixelgen import SpriteRequest
from tests.demo_game.fake_artist import AtOnce, FakeArtist, oval


def residents(count: int, *, zone: str = "reef") -> list[Resident]:
    return [
        Resident(n, n, SpriteRequest(zone, "reef_fish", "tang", seed=n), "tang", zone, 100.0, 900.0)
        for n in range(count)
    ]


def supply(artist: FakeArtist | None, told: list[str] | None = None, *starters: SpriteRequest) -> SpriteSupply:
    return SpriteSupply(
        artist,
        starters=[(request, oval(request)) for request in starters],
        warn=(told if told is not None else []).append,
        worker=AtOnce(),
    )


def test_a_creature_is_an_egg_until_its_sprite_comes() -> None:
    artist = FakeArtist(slow=True)
    sea = supply(artist)
    sea.ask(residents(1))
    assert sea.arrived() == ()
    assert sea.creature(0) is None
    artist.draw()
    assert sea.arrived() == (0,)
    assert sea.creature(0) is not None


def test_asking_again_draws_nothing_twice() -> None:
    artist = FakeArtist()
    sea = supply(artist)
    for _ in range(3):
        sea.ask(residents(2))
        sea.arrived(most=5)
    assert len(artist.asked) == 2


def test_only_so_many_are_asked_for_at_once_and_the_first_first() -> None:
    artist = FakeArtist(slow=True)
    sea = supply(artist)
    sea.ask(residents(40))
    sea.ask(residents(40))
    assert [request.seed for request in artist.asked] == list(range(sea.waiting))
    assert 2 < sea.waiting < 20


def test_few_hatch_in_one_frame() -> None:
    sea = supply(FakeArtist())
    sea.ask(residents(5))
    assert [sea.arrived() for _ in range(3)] == [(0,), (1,), (2,)]


def test_another_world_forgets_the_residents_of_the_last() -> None:
    sea = supply(FakeArtist())
    sea.ask(residents(1))
    sea.arrived()
    sea.forget_residents()
    assert sea.creature(0) is None


def test_of_many_creatures_those_far_away_are_let_go_and_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sprite_supply, "_RESIDENTS", 20)
    sea, many = supply(FakeArtist()), residents(25)
    for first in range(0, len(many), 5):
        sea.ask([many[0], *many[first : first + 5]])
        sea.arrived(most=9)
    assert sea.creature(0) is not None  # was near all the time
    assert sea.creature(1) is None
    sea.ask([many[1]])
    assert sea.arrived() == (1,)


def test_a_starter_is_there_without_the_artist() -> None:
    artist, resident = FakeArtist(slow=True), residents(1)[0]
    sea = supply(artist, None, resident.request)
    sea.ask([resident])
    assert sea.arrived() == (0,)
    assert artist.asked == []


def test_starters_are_there_while_the_artist_is_busy_with_others() -> None:
    artist, (resident, *others) = FakeArtist(slow=True), residents(30)
    sea = supply(artist, None, resident.request)
    sea.ask([*others, resident])
    assert sea.arrived() == (resident.number,)
    assert 0 < len(artist.asked) < 29


def test_a_slow_artist_is_asked_for_few_at_once() -> None:
    artist = FakeArtist(slow=True)
    sea = SpriteSupply(artist, worker=AtOnce(), slow=True)
    sea.ask(residents(9))
    assert len(artist.asked) == 2
    artist.draw(1)
    assert sea.arrived() == (0,)
    sea.ask(residents(9))
    assert [request.seed for request in artist.asked] == [0, 1, 2]


def test_without_an_artist_the_nearest_starter_stands_in() -> None:
    tang = SpriteRequest("abyss", "reef_fish", "tang", seed=9)
    other = SpriteRequest("reef", "coral", "sea_fan", seed=8)
    sea = supply(None, None, other, tang)
    sea.ask(residents(1))
    assert sea.arrived() == (0,)
    portrait = sea.creature(0)
    assert portrait is not None
    assert (portrait.surfaces.creature.clips["idle"].frames == oval(tang).indices.max()).any()
    assert not sea.draws
    assert sea.dna(tang) == ""


def test_what_cannot_be_drawn_is_warned_once_and_a_starter_takes_the_place() -> None:
    told: list[str] = []
    sea = supply(FakeArtist(broken=True), told, SpriteRequest("reef", "coral", "sea_fan", seed=8))
    sea.ask(residents(3))
    assert sea.arrived(most=9) == (0, 1, 2)
    assert told == ["A creature could not be drawn: the pencil is broken"]


def test_without_starters_what_cannot_be_drawn_stays_an_egg() -> None:
    sea = supply(FakeArtist(broken=True))
    sea.ask(residents(1))
    assert sea.arrived() == ()
    assert sea.creature(0) is None


def test_a_portrait_comes_for_a_page_and_a_broken_one_is_asked_for_once() -> None:
    request = SpriteRequest("reef", "reef_fish", "tang", seed=4)
    artist = FakeArtist(slow=True)
    sea = supply(artist)
    assert sea.portrait(request, species="tang") is None
    artist.draw()
    assert sea.portrait(request, species="tang") is not None
    broken = FakeArtist(broken=True)
    sea = supply(broken)
    for _ in range(5):
        assert sea.portrait(request, species="tang") is None
    assert len(broken.asked) == 1


def test_a_page_that_was_turned_before_its_portrait_came_keeps_nobody_busy() -> None:
    artist = FakeArtist(slow=True)
    sea = supply(artist)
    sea.portrait(SpriteRequest("reef", "reef_fish", "tang", seed=4), species="tang")
    assert sea.busy
    artist.draw()
    assert not sea.busy


def test_a_damaged_dna_is_nobody() -> None:
    sea = supply(FakeArtist())
    request = SpriteRequest("reef", "reef_fish", "tang", seed=4)
    assert sea.request_of(sea.dna(request)) == request
    assert sea.request_of("pg1_nonsense") is None


def test_a_child_glows_by_its_pixels() -> None:
    from demo_game.book.breeding import child_request

    a, b = (SpriteRequest("reef", "reef_fish", "tang", seed=seed) for seed in (1, 2))
    sea = supply(FakeArtist())
    for request, shines in ((child_request(a, b, pattern="fins", seed=1), True), (a, False)):
        sea.portrait(request, species="tang")
        portrait = sea.portrait(request, species="tang")
        assert portrait is not None
        assert (portrait.glow > 0) == shines
        assert bool(portrait.lights) == shines
