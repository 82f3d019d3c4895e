"""A folder of 20 to 500 pictures -> weights that draw that kind too, and figures of them: one command.

    python -m training.teach slimes --name slime --as-species-of grazer
    python -m training.teach my_reef --name woodcut --as-style
    python -m training.teach strips --name crabling --as-species-of grazer --cell 32 32 --licence CC0-1.0

The pictures are checked and shown, brought onto the palette, and their parts named. The network of the weights goes on
learning, a quarter of what it sees the pictures and the rest the corpus, of which it learns what it says already, so
that it forgets nothing; a sheet each minute shows what it draws of them. A style is learnt as one species for each
category that its pictures show: by folders of these names, or a labels.csv. Ctrl-C ends the learning early and goes on
with what is learnt.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pixelgen.errors import PixelgenError, WeightsError
from pixelgen.files.whole_files import write_files
from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.model.weights import Weights, load_weights
from pixelgen.model.world import SEA, World
from training.corpus_tools.species_sheets import parts_picture
from training.judging.judge import JUDGE_SEED, train_judge
from training.judging.judge import drawn as corpus_of
from training.judging.judge_network import DEFAULT_FOLDER, HEADS, Judge, JudgeError, load_judge, save_judge
from training.judging.nearest_sprites import NearestSprites
from training.network.checkpoint import CheckpointError
from training.network.trainer import PRECISIONS, TrainingError
from training.samples.drawn_sprites import Sprites
from training.sources.labelled import SourceError
from training.taught_network import Course, Lessons, export, learn
from training.teaching.figures import drawn, lines, named_rightly, new_figures, new_requests, old_requests, too_short
from training.teaching.lesson import Lesson, read_lesson
from training.teaching.taught import (
    Kind,
    kinds_of,
    labelled_sprites,
    taught_world,
)

SMALL_JUDGE = Path("runs/small_judge")
SMALL_JUDGE_SPRITES, SMALL_JUDGE_EPOCHS = 8_000, 4
NEW_SPRITES = 24  # of each kind, drawn for its figures
_LOOKED_AT = 12  # in a row of a picture


def planned_minutes(pictures: int) -> float:
    """How long so many pictures are learnt, unless it is said."""
    return 5 + 0.1 * pictures


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and teach; 0 done, 1 an expected error in one line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.teach", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("folder", type=Path, help="the pictures: PNG, GIF, WebP")
    add("--name", required=True, help="of the new species or style, as requests will say it")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--as-species-of", metavar="CATEGORY", help="learn one species of this category")
    kind.add_argument("--as-style", action="store_true", help="learn one for each category that the pictures show")
    add("--licence", default="", help="of the pictures, where no licence file lies beside them")
    add("--author", default="", help="of the pictures")
    add("--cell", type=int, nargs=2, metavar=("WIDTH", "HEIGHT"), help="strips or sheets: the size of their cells")
    add("--flip", action="store_true", help="the pictures face left; sprites face right")
    add("--zone", action="append", default=[], metavar="Z", help="where it lives (again for more; default: everywhere)")
    add("--start", type=Path, default=SHIPPED_WEIGHTS, metavar="FILE", help="weights to begin with")
    add("--out", type=Path, metavar="FILE", help="weights to write (default: NAME.safetensors)")
    add("--force", action="store_true", help="replace the weights that are there")
    add("--run", type=Path, metavar="DIR", help="sheets, figures, checkpoint (default: runs/teach_NAME)")
    add("--resume", action="store_true", help="go on from the run's checkpoint")
    add("--minutes", type=float, help="of learning (default: 5, and 6 seconds more for each picture)")
    add("--share", type=float, default=0.25, help="of the pictures in what is learnt; the rest is the corpus")
    add("--batch-size", type=int, default=16)
    add("--threads", type=int, help="CPU threads of torch")
    add("--precision", choices=list(PRECISIONS), default="fp32", help="bf16 where the processor knows it")
    add("--judge", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help="of the old species; without, a small one")
    add("--each", type=int, default=4, help="sprites of each old species that are judged; 0: none")
    add("--check", action="store_true", help="look at the folder and stop")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # who watches a log sees what is done
    try:
        return _teach(options)
    except (SourceError, CheckpointError, TrainingError, PixelgenError, OSError) as error:
        print(f"teach: {error}", file=sys.stderr)
        return 1


def _teach(options: argparse.Namespace) -> int:
    out = options.out or Path(f"{options.name}.safetensors")
    folder = options.run or Path("runs") / f"teach_{options.name}"
    _check_options(options, out, folder)
    start = load_weights(options.start)
    if start.world.zones != SEA.zones or start.world.categories != SEA.categories:
        raise SourceError(
            f"{options.start} draws another world than the sea; what it knows is mixed in from the sea's corpus alone"
        )
    if unknown := [zone for zone in options.zone if zone not in start.world.zones]:
        raise SourceError(f"--zone must be one of {', '.join(start.world.zones)}; got {unknown[0]}")
    cell = None if options.cell is None else (options.cell[0], options.cell[1])
    lesson = read_lesson(options.folder, licence=options.licence, author=options.author, cell=cell, flip=options.flip)
    kinds = kinds_of(lesson, start.world, options.name, options.as_species_of)
    world = taught_world(start.world, kinds, options.zone)
    sprites = labelled_sprites(kinds, start, world, options.zone)
    folder.mkdir(parents=True, exist_ok=True)
    _show(lesson, kinds, sprites, world, folder / "found.png")
    if options.check:
        return 0
    minutes = planned_minutes(len(lesson.found)) if options.minutes is None else options.minutes
    print(f"learning {minutes:g} minutes, then export and figures some minutes more; sheets: {folder}/sheet-*.png")
    lessons = Lessons(start, world, kinds, sprites)
    course = Course(
        folder, minutes, options.share, options.batch_size, options.precision, options.threads, options.resume
    )
    trainer = learn(lessons, course)
    if short := too_short(trainer.step * options.batch_size, len(lesson.found)):
        print(short)
    export(trainer, lessons, out)
    _evaluate(options, start, world, kinds, out, folder)
    for one in kinds:
        zone = (*options.zone, *world.zones)[0]
        print(
            f"draw with it: pixelgen generate --weights {out} --species {one.name} --zone {zone} --count 12 --grid "
            f"--scale 4 --out {one.name}.png"
        )
    return 0


def _check_options(options: argparse.Namespace, out: Path, folder: Path) -> None:
    if not 0 < options.share < 1:
        raise SourceError(f"--share must be more than 0 and less than 1; got {options.share}")
    if options.minutes is not None and options.minutes <= 0:
        raise SourceError(f"--minutes must be more than 0; got {options.minutes}")
    if out.exists() and not options.force and not options.check:
        raise SourceError(f"{out} exists; name another --out, or replace it with --force")
    if (folder / "checkpoint.pt").exists() and not options.resume and not options.check:
        raise SourceError(f"{folder} holds a run; go on with --resume, or name another --run folder")


def _show(lesson: Lesson, kinds: Sequence[Kind], sprites: Sprites, world: World, path: Path) -> None:
    """What was found: lines, and a sheet of the pictures in the palette with their parts below."""
    for line in lesson.lines():
        print(line)
    for kind in kinds:
        print(f"to be learnt: {kind.name}, a species of {kind.category}, from {len(kind.sprites)} pictures")
    every = len(sprites) // sum(len(kind.sprites) for kind in kinds)  # zones that each picture stands for
    once = sprites[np.arange(0, len(sprites), every)]
    rows = []
    for first in range(0, len(once), _LOOKED_AT):
        some = slice(first, first + _LOOKED_AT)
        rows.append(("reef", list(once.indices[some])))
        rows.append(("reef", [parts_picture(one) for one in once.parts[some]]))
    contact_sheet(rows).save(path)
    print(f"shown in {path}, the parts that were named below each row; look at it first")


def _evaluate(
    options: argparse.Namespace, start: Weights, world: World, kinds: Sequence[Kind], out: Path, folder: Path
) -> None:
    """Figures of the new weights, printed and in figures.json, and a sheet of what they draw: drawn.png."""
    rows, new = [], {}
    before = after = None
    with Generator(options.start) as old_one, Generator(out) as new_one:
        for kind in kinds:
            pictures = np.stack([one.indices for one in kind.sprites])
            indices = drawn(new_one, new_requests(world, kind, options.zone, NEW_SPRITES))
            new[kind.name] = new_figures(indices, pictures)
            nearest = NearestSprites(pictures)
            for first in range(0, NEW_SPRITES, _LOOKED_AT):
                some = indices[first : first + _LOOKED_AT]
                rows.append(("reef", list(some)))
                rows.append(("twilight", [nearest.as_found(nearest.nearest(one)) for one in some]))
        names = [name for name in start.world.species if name in HEADS["species"] and name in old_one.learnt_species]
        if options.each and names:
            judge = _judge(options.judge)
            requests = old_requests(start.world, names, options.each)
            was, is_ = drawn(old_one, requests), drawn(new_one, requests)
            before, after = (float(named_rightly(judge, requests, one).mean()) for one in (was, is_))
            for first in range(0, len(requests), _LOOKED_AT * options.each):
                places = slice(first, first + _LOOKED_AT * options.each, options.each)
                rows += [("reef", list(was[places])), ("reef", list(is_[places]))]
    contact_sheet(rows).save(folder / "drawn.png")
    told = {"old_before": before, "old_after": after, **{name: one.as_dict() for name, one in new.items()}}
    write_files({folder / "figures.json": json.dumps(told, indent=1).encode()})
    for line in lines(before, after, new):
        print(line)
    print(f"looked at in {folder / 'drawn.png'}: the new above the pictures that are nearest; the old before and now")


def _judge(folder: Path) -> Judge:
    """The judge of a folder; without one a small one, which is trained once and kept."""
    for place in (folder, SMALL_JUDGE):
        try:
            return load_judge(place)
        except JudgeError as error:
            if place == folder != DEFAULT_FOLDER:
                raise WeightsError(str(error)) from error
    print("no judge is there: training a small one, some minutes, once")
    network = train_judge(corpus_of(JUDGE_SEED, SMALL_JUDGE_SPRITES, processes=1), epochs=SMALL_JUDGE_EPOCHS)
    save_judge(network, SMALL_JUDGE, facts={"sprites": str(SMALL_JUDGE_SPRITES), "epochs": str(SMALL_JUDGE_EPOCHS)})
    return Judge(network)


if __name__ == "__main__":
    sys.exit(main())
