"""A reef and its creatures -> the view, back to front. Knows how layers lie and how light falls; decides no rule."""

from __future__ import annotations

import math

import pygame

from demo_game.canvas.moods import Mood, at_night, mood_of, night_tint
from demo_game.creatures.animal_motion import AnimalMotion
from demo_game.creatures.creature_pictures import SIDE, lamp_palette
from demo_game.creatures.eggs import draw_egg, draw_shards
from demo_game.creatures.sprite_supply import SpriteSupply
from demo_game.rules.company import VIEW
from demo_game.rules.daylight import night_in
from demo_game.rules.lamp import strength
from demo_game.rules.reef import Reef
from demo_game.rules.swimmer import Swimmer
from demo_game.view import lamp_light, submarine
from demo_game.view.backdrop import Backdrop
from demo_game.view.currents import draw_currents
from demo_game.view.giants import draw_giant
from demo_game.view.particles import Particles
from demo_game.view.plants import Plants
from demo_game.view.rocks import Rocks
from demo_game.view.surface_view import SurfaceView
from demo_game.view.vents import draw_vent
from demo_game.view.water import WaterColumn
from demo_game.view.whale_fall import draw_whale_fall

_HATCH_SECONDS = 0.45
_CANVAS_FRAMES, _PREPARE_FRAMES = 120, 6
_DAY, _SUNLIT = (255, 255, 255), 190  # the tint by day, and how red it still is when the sun has rays
_FAINT = 1 / 16  # of the lamp's full strength
_DUSK = 0.2  # darkness from which on the lamp tells
_LURE_REACH, _LURE_HAZE = 30, 13  # pixels that a lure lights rocks, and is seen in the water
_LIGHT_ROWS = 120  # of the world, in which animals have the same light


class DiveView:
    """Draws one reef. Pictures that cost much are made once and kept."""

    def __init__(self, reef: Reef, supply: SpriteSupply) -> None:
        self.reef = reef
        self.supply = supply
        self.steady = False  # nothing sways that need not
        self.particles = Particles()
        self._water = WaterColumn()
        self._backdrop = Backdrop(reef.seed)
        self._rocks = Rocks(reef.terrain)
        self._plants = Plants(reef.terrain)
        self._surface = SurfaceView()
        self._motions: dict[int, AnimalMotion] = {}
        self._light = lamp_light.LightMap()
        self._lamp = lamp_light.lamp_pictures(reef.outfit.lamp)
        self._near = pygame.Surface(VIEW, pygame.SRCALPHA)
        self._canvas = pygame.Surface(VIEW).convert()
        self._frames = 0
        self._hatched_at: dict[int, float] = {}

    def hatched(self, number: int) -> None:
        """Show that an egg in view has hatched."""
        now = self.reef.seconds
        self._hatched_at = {one: at for one, at in self._hatched_at.items() if now - at < _HATCH_SECONDS}
        self._hatched_at[number] = now

    def update(self, dt: float) -> None:
        """Advance particles and animations."""
        reef, diver = self.reef, self.reef.diver
        self.particles.update(dt)
        self._move_animals(dt)
        beat = int(reef.seconds * 10)
        if beat != int((reef.seconds - dt) * 10):
            for vent in reef.population.vents:
                if abs(vent.x - reef.camera_x) < 300 and abs(vent.y - reef.camera_y) < 260:
                    self.particles.bubble(vent.x, vent.y - 12)
            if diver.y > 10 and (beat % 9 == 0 or (diver.speed > 60 and beat % 3 == 0) or diver.adrift):
                self.particles.bubble(diver.x - diver.facing * 24, diver.y + 2)

    def close(self) -> None:
        """Stop drawing in the background."""
        for drawn_ahead in (self._rocks, self._plants, self._backdrop):
            drawn_ahead.close()

    def draw(self, onto: pygame.Surface, *, aside: tuple[int, int] = (0, 0)) -> None:
        """The whole view without what is written on top of it. aside: how far from the camera's middle to look.

        It is drawn on a canvas that is a new one every now and then: SDL remembers with a surface all that was ever
        drawn onto it, and searches through that for each of them that is freed.
        """
        self._frames += 1
        if self._frames % _CANVAS_FRAMES == 0:
            self._canvas = pygame.Surface(VIEW).convert()
        self._draw(self._canvas, aside)
        onto.blit(self._canvas, (0, 0))

    def _draw(self, onto: pygame.Surface, aside: tuple[int, int]) -> None:
        reef, seconds = self.reef, self.reef.seconds
        camera_x, camera_y = reef.camera_x + aside[0], reef.camera_y + aside[1]
        left, top = round(camera_x) - VIEW[0] // 2, round(camera_y) - VIEW[1] // 2
        swaying = 0.0 if self.steady else seconds
        tint = self._tint(camera_y)
        mood = at_night(mood_of(int(max(camera_y, 0))), tint)
        self._lamp = lamp_light.lamp_pictures(reef.outfit.lamp)
        self._water.draw(onto, left, top)
        self._surface.draw_sky(onto, top, camera_x, seconds)
        draw_giant(onto, camera_x, camera_y, seconds)
        self._backdrop.draw(onto, camera_x, camera_y)
        if tint != _DAY:
            onto.fill(tint, special_flags=pygame.BLEND_RGB_MULT)
        if tint[0] > _SUNLIT:
            self._surface.draw_rays(onto, top, camera_x, swaying)
        draw_currents(onto, reef.currents, left, top, seconds, mood)
        self.particles.draw_specks(onto, camera_x, camera_y, seconds)
        lamp_on = reef.diver.lamp
        diver_x, diver_y = self._diver_place(camera_x, camera_y)
        lamp_x, lamp_y = diver_x + submarine.LAMP_AT[0] * reef.diver.facing, diver_y + submarine.LAMP_AT[1]
        aim = reef.diver.aim_x, reef.diver.aim_y
        darkness = _darkness(mood)
        if lamp_on and darkness > _DUSK:
            shaft = self._lamp.beam(*aim)
            width = shaft.get_width() // 2
            onto.blit(shaft, (int(lamp_x) - width, int(lamp_y) - width), special_flags=pygame.BLEND_RGB_ADD)
        shown = self._in_view(left, top)
        self._light.begin(mood.ambient)
        if lamp_on:
            self._light.add(self._lamp.cone(*aim), lamp_x, lamp_y)
        if darkness > _DUSK:
            self._add_glows(onto, shown, left, top)
        near = self._near
        near.fill((0, 0, 0, 0))
        self._plants.draw(near, left, top, swaying)
        self._rocks.draw(near, left, top)
        for vent in reef.population.vents:
            draw_vent(near, vent, left, top, seconds)
        if reef.population.fall is not None:
            draw_whale_fall(near, reef.population.fall, left, top)
        self._light.dim(near)
        onto.blit(near, (0, 0))
        self._draw_animals(onto, shown, left, top)
        self.particles.draw_bubbles(onto, left, top)
        self._draw_diver(onto, diver_x, diver_y)
        self._surface.draw_waves(onto, top, left, swaying)
        if self._frames % _PREPARE_FRAMES == 1:
            self._rocks.prepare(left, top)
            self._plants.prepare(left, top)
            self._backdrop.prepare(camera_y)
            self._lamp.prepare()

    def _tint(self, y: float) -> tuple[int, int, int]:
        """What is left of the light of day at a depth."""
        return night_tint(night_in(max(y, 0.0), self.reef.seconds))

    def _in_view(self, left: int, top: int) -> list[Swimmer]:
        """Animals in view in drawing order: hiders first, so that corals on the ground are in front of them."""
        shown = [
            one
            for one in self.reef.awake
            if -SIDE < one.x - left < VIEW[0] + SIDE and -SIDE < one.y - top < VIEW[1] + SIDE
        ]
        return sorted(shown, key=lambda one: 0 if one.way.name == "hide" else 1 if one.way.ground else 2)

    def _add_glows(self, onto: pygame.Surface, shown: list[Swimmer], left: int, top: int) -> None:
        """What shines lights rocks and plants around it; a lure, which hangs before its animal, the water too."""
        for animal in shown:
            creature = self.supply.creature(animal.resident.number)
            if creature is None or not animal.hatched:
                self._light.add(lamp_light.spot(16, lamp_light.GLOW), animal.x - left, animal.y - top)
                continue
            beat = 0.5 + 0.5 * math.sin(self.reef.seconds * 1.6 + animal.clock)
            motion = self._motions.get(animal.resident.number)
            if motion and (lure := creature.lure(motion.animation, motion.frame, mirrored=motion.mirrored)):
                x, y = animal.x - left + lure[0], animal.y - top + lure[1]
                self._light.add(lamp_light.spot(_LURE_REACH + round(beat * 4), lamp_light.GLOW), x, y)
                haze = lamp_light.spot(_LURE_HAZE + round(beat * 2), lamp_light.HAZE)
                width = haze.get_width() // 2
                onto.blit(haze, (int(x) - width, int(y) - width), special_flags=pygame.BLEND_RGB_ADD)
            for right, down in creature.lights:
                light = lamp_light.spot(15 + round(beat * 3), lamp_light.GLOW)
                self._light.add(light, animal.x - left + right * animal.facing, animal.y - top + down)
        for vent in self.reef.population.vents:
            if vent.hot and abs(vent.x - left - VIEW[0] / 2) < 340 and abs(vent.y - top - VIEW[1] / 2) < 240:
                reach = 66 + round(4 * math.sin(self.reef.seconds * 3 + vent.x))
                self._light.add(lamp_light.spot(reach, lamp_light.EMBER), vent.x - left, vent.y - 20 - top)

    def _draw_animals(self, onto: pygame.Surface, shown: list[Swimmer], left: int, top: int) -> None:
        for animal in shown:
            x, y = round(animal.x) - left, round(animal.y) - top
            number = animal.resident.number
            portrait, motion = self.supply.creature(number), self._motions.get(number)
            if portrait is None or motion is None:
                draw_egg(onto, x, y, animal.clock)
                continue
            corner = (x - SIDE // 2, y - SIDE // 2)
            # of its own depth: else all of them would need new pictures in the same frame
            row = int(max(animal.y, 0)) // _LIGHT_ROWS * _LIGHT_ROWS
            mood = at_night(mood_of(row), self._tint(row))
            dark = _darkness(mood) > _DUSK
            if dark:
                shines, azimuth = self._lamp_on(animal)
                picture = portrait.surfaces.lit(
                    motion.animation,
                    motion.frame,
                    by=lamp_palette(mood.body),
                    azimuth=azimuth,
                    strength=shines,
                    mirrored=motion.mirrored,
                )
            else:
                clip = portrait.surfaces.clips[motion.animation]
                picture = clip.surface(motion.frame, mirrored=motion.mirrored)
            glow = portrait.surfaces.glow(motion.animation, motion.frame, mirrored=motion.mirrored) if dark else None
            if glow is not None:  # first, so that it shines around the animal and leaves its own colours
                onto.blit(glow, corner, special_flags=pygame.BLEND_RGB_ADD)
            onto.blit(picture, corner)
            self._draw_hatching(onto, animal, x, y)

    def _draw_hatching(self, onto: pygame.Surface, animal: Swimmer, x: int, y: int) -> None:
        age = self.reef.seconds - self._hatched_at.get(animal.resident.number, -9.0)
        if age < _HATCH_SECONDS:
            draw_shards(onto, x, y, age / _HATCH_SECONDS)

    def _move_animals(self, seconds: float) -> None:
        if int(self.reef.seconds) != int(self.reef.seconds - seconds):
            gone = [number for number in self._motions if self.supply.creature(number) is None]
            for number in gone:
                del self._motions[number]
        for animal in self.reef.awake:
            number = animal.resident.number
            motion, portrait = self._motions.get(number), self.supply.creature(number)
            if portrait is None:
                self._motions.pop(number, None)
            elif motion is not None:
                motion.advance(animal, seconds)
            elif animal.hatched:
                self._motions[number] = AnimalMotion(portrait, animal)

    def _lamp_on(self, animal: Swimmer) -> tuple[float, float]:
        """(strength 0 to 1, azimuth in degrees) of the lamp where an animal is."""
        diver = self.reef.diver
        right, down = animal.x - diver.x, animal.y - diver.y
        shines = (
            strength(right, down, aim=(diver.aim_x, diver.aim_y), reach=self.reef.outfit.lamp) if diver.lamp else 0.0
        )
        if shines < _FAINT:  # without light no side is lit: one picture serves for all directions
            return 0.0, 0.0
        return shines, math.degrees(math.atan2(down, -right))

    def _diver_place(self, camera_x: float, camera_y: float) -> tuple[int, int]:
        """Of the view; from the camera itself, so that the submarine does not tremble while both move."""
        diver = self.reef.diver
        return round(diver.x - camera_x) + VIEW[0] // 2, round(diver.y - camera_y) + VIEW[1] // 2

    def _draw_diver(self, onto: pygame.Surface, x: int, y: int) -> None:
        diver, seconds = self.reef.diver, self.reef.seconds
        tilt = round(max(-3.0, min(3.0, diver.velocity[1] / 34)))
        spin = 4 + diver.speed * 0.16
        picture = submarine.picture(facing=diver.facing, tilt=tilt, blade=int(seconds * spin) % 4)
        bob = round(math.sin(seconds * 1.7) * 1.2) if diver.speed < 40 and not self.steady else 0
        width, height = picture.get_size()
        onto.blit(picture, (x - width // 2, y - height // 2 + bob))


def _darkness(mood: Mood) -> float:
    return 1 - mood.ambient[1] / 255
