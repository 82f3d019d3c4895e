"""What fishes share: the seam beside their fins, their row of lights, a tail that stays on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.drawing.canvas import Canvas
from training.drawing.masks import ellipse, grow, rectangle
from training.drawing.pixel_rules import loose_share
from training.samples.drawn_sprites import unfinished
from training.species import DRAWN
from training.species.contract import Individual
from training.species.fish_plan import FishPlan, light_row, trunk, two_eyes


def fish(zone: str = "reef", **traits: str) -> Individual:
    named = {"growth": "adult", "pose": "rest", "glow": "none", **traits}
    one = DRAWN["tang"].sample(zone, np.random.default_rng(3), traits=named)
    return replace(one, scale=1.0, values={**one.values, "tilt": 0.0})


def plan(individual: Individual) -> FishPlan:
    return FishPlan.through(individual, [0.0, 0.0, 0.0], snout=25.0, length=18.0, depth=10.0)


def test_a_place_off_a_root_is_ahead_below_and_behind_as_the_angle_says() -> None:
    places = [plan(fish()).off((10.0, 12.0), angle, 3.0) for angle in (0.0, 90.0, 180.0, -90.0)]
    assert np.allclose(places, [(13.0, 12.0), (10.0, 15.0), (7.0, 12.0), (10.0, 9.0)])


def test_the_light_belly_leaves_the_dark_line_beside_a_fin() -> None:
    canvas, laid = Canvas(), plan(fish())
    fin = canvas.part("fin", rectangle(12, 18, 5, 8), laid.fish.scheme.fin)
    body = trunk(canvas, laid, ellipse(16.0, 16.0, 9.0, 5.0), belly=0.2, head=0.3)
    beside = body & grow(fin & ~body)
    assert beside.any()
    assert set(canvas.pixels[beside].tolist()) == {canvas.dark(laid.fish.scheme.body)}
    assert (canvas.pixels[body] == laid.fish.scheme.belly).any()


def test_lights_stand_in_one_row_and_spare_the_eye() -> None:
    canvas, laid = Canvas(lit=True), plan(fish("midnight", glow="some"))
    body = trunk(canvas, laid, ellipse(16.0, 16.0, 9.0, 5.0), belly=0.9, head=0.3)
    canvas.eye(*laid.at(0.5, 0.4), 3)
    eye = canvas.of("eye")
    light_row(canvas, laid, body, h=0.4)
    rows, columns = np.nonzero(canvas.of("light"))
    assert len(columns) >= 4
    assert len(set(rows.tolist())) == 1
    assert np.array_equal(canvas.of("eye"), eye)


def test_no_lights_where_it_does_not_glow() -> None:
    canvas, laid = Canvas(lit=True), plan(fish("midnight", glow="rich"))
    dark = replace(laid, fish=replace(laid.fish, traits={**laid.fish.traits, "glow": "none"}))
    body = trunk(canvas, dark, ellipse(16.0, 16.0, 9.0, 5.0), belly=0.9, head=0.3)
    light_row(canvas, dark, body, h=0.4)
    assert not canvas.of("light").any()


def test_the_far_eye_of_a_turned_face_is_the_smaller_and_lies_ahead() -> None:
    canvas, laid = Canvas(), plan(fish(eye="bold"))
    trunk(canvas, laid, ellipse(16.0, 16.0, 9.0, 7.0), belly=0.9, head=0.3)
    two_eyes(canvas, laid, (16.0, 16.0), wide=8.0)
    columns = np.flatnonzero(canvas.of("eye").any(axis=0))
    gap = int(np.argmax(np.diff(columns)))
    near, far = columns[: gap + 1], columns[gap + 1 :]
    assert len(near) > len(far) > 0


@pytest.mark.parametrize("name", ["lionfish", "angelfish", "butterflyfish", "tang", "pufferfish"])
def test_a_slender_young_one_keeps_its_tail(name: str) -> None:

    rng = np.random.default_rng(0)
    named = {"build": "slim", "growth": "young", "pose": "glide"}
    drawn = [unfinished(DRAWN[name], DRAWN[name].sample("reef", rng, traits=named)).pixels for _ in range(30)]
    assert (loose_share(np.stack(drawn)) == 0).all()
