"""A Wikimedia Commons category -> labelled sprites, each with its licence, author and page; what was left out and why.

    python -m training.sources.commons --category "Amphiprion ocellaris" --species clownfish --zone reef \\
        --out clownfish --limit 50 --contact you@example.org

OUT gets sprites/*.png, sprites.csv (file, zone, category, species, family, licence, author, origin: a source of
kind "commons" in a mix), manifest.json (the same, with the licence's address and what was skipped), and the photos with
state.json, so that another run fetches only what is missing. Needs the extra `commons` (OpenCV). Knows nothing of
HTTP and of GrabCut.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.errors import PixelgenError
from pixelgen.interrupts import run_program
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from training.sources.background import NoForeground
from training.sources.commons_api import COMMONS, THUMBNAIL_WIDTHS, CommonsError, Picture, list_pictures
from training.sources.cutout import cut_out, flattened
from training.sources.download_folder import DownloadFolder
from training.sources.labelled import Found, Labels, Skipped, labels_with_family
from training.sources.photo import DamagedPhotoError, PhotoError, read_photo
from training.sources.polite_http import (
    Answer,
    FetchError,
    Manners,
    PoliteClient,
    ThrottledError,
    TryAgainError,
    UnreachableError,
)
from training.sources.reduction import fit
from training.sources.sprite_folder import Named, write_sprites

PHOTO_BYTES = 4_000_000
FLAT_COLOURS = 8
GIVE_UP_AFTER = 3  # pictures in a row that did not come: then it is the server


@dataclass(frozen=True, slots=True)
class Harvest:
    """What came of a category; `stopped` says why it ended early."""

    found: tuple[Named, ...]
    skipped: tuple[Skipped, ...]
    stopped: str | None = None


def harvest(
    listed: Iterable[Picture | Skipped],
    client: PoliteClient,
    folder: DownloadFolder,
    labels: Labels,
    *,
    limit: int,
    report: Callable[[int, int], None],
) -> Harvest:
    """Look at the first `limit` free pictures, fetched or already there, and make sprites of them."""
    found: list[Named] = []
    skipped: list[Skipped] = []
    looked_at = absent = 0
    try:
        for picture in listed:
            if isinstance(picture, Skipped):
                skipped.append(picture)
                continue
            looked_at += 1
            try:
                content = _content(picture, client, folder)
                absent = 0
                found.append(Named(str(picture.page), sprite_of(picture, content, labels), _more(picture)))
            except (PhotoError, NoForeground) as error:
                skipped.append(Skipped(picture.origin, str(error)))
            except ThrottledError:
                raise
            except FetchError as error:
                skipped.append(Skipped(picture.origin, str(error)))
                absent = absent + 1 if isinstance(error, UnreachableError) else 0
                if absent == GIVE_UP_AFTER:
                    raise
            report(looked_at, limit)
            if looked_at == limit:
                break
    except FetchError as error:
        return Harvest(tuple(found), tuple(skipped), f"{error}; run again to go on")
    except CommonsError as error:
        return Harvest(tuple(found), tuple(skipped), str(error))
    return Harvest(tuple(found), tuple(skipped))


def sprite_of(picture: Picture, content: bytes, labels: Labels) -> Found:
    """PhotoError and NoForeground say why there is none."""
    cut = flattened(cut_out(read_photo(content)), FLAT_COLOURS)
    indices = fit(cut, standing=labels.category == "coral")
    return Found(indices, labels_with_family(labels, indices), picture.origin, picture.licence, picture.author)


def _more(picture: Picture) -> dict[str, str]:
    return {"licence_address": picture.licence_address, "title": picture.title, "original_sha1": picture.sha1}


def _content(picture: Picture, client: PoliteClient, folder: DownloadFolder) -> bytes:
    name = str(picture.page)
    content = folder.content(name, picture.sha1)
    if content is None:
        content = client.fetch(picture.address, _whole_photo, limit_bytes=PHOTO_BYTES)
        folder.keep(name, picture.sha1, content)
    return content


def _whole_photo(answer: Answer) -> bytes:
    # An answer that states no length ends where the connection does: only its pixels tell that it is whole.
    try:
        read_photo(answer.content)
    except DamagedPhotoError as error:
        raise TryAgainError(str(error)) from error
    except PhotoError:
        pass  # whole, and not to be fetched again to be refused again
    return answer.content


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.sources.commons",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--category", required=True, metavar="NAME", help="of Commons, with or without 'Category:'")
    parser.add_argument("--depth", type=int, choices=range(6), default=0, help="levels of subcategories to look into")
    parser.add_argument("--species", choices=SPECIES, help="what the pictures show")
    parser.add_argument("--kind", choices=CATEGORIES, help="the sprites' category, when they are of no listed species")
    parser.add_argument("--zone", choices=ZONES, help="where it lives; left out, it is not known")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--limit", type=_at_least_one, default=50, metavar="N", help="free pictures to look at")
    parser.add_argument("--width", type=int, choices=THUMBNAIL_WIDTHS, default=330, help="of the thumbnails, in pixels")
    parser.add_argument(
        "--contact", required=True, metavar="TEXT", help="mail or web address; Wikimedia wants to know whom to ask"
    )
    parser.add_argument("--api", default=COMMONS, metavar="ADDRESS", help="another MediaWiki's api.php")
    return parser


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more; got {text}")
    return number


def main(
    arguments: Sequence[str] | None = None,
    *,
    make_client: Callable[[Manners], PoliteClient] = lambda manners: PoliteClient(manners, chance=random.random),
) -> int:
    """Do what the command line asks for -> exit status: 0 done, 1 stopped early or failed, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.species is None and options.kind is None:
        parser.error("say what the pictures show: --species or --kind")
    try:
        labels = Labels(options.zone, options.kind or SPECIES[options.species], options.species)
        manners = Manners(f"pixelgen-training/0.1 (sprites of sea creatures; {options.contact}) Python-urllib")
    except ValueError as error:
        parser.error(str(error))
    purpose = {"zone": labels.zone, "category": labels.category, "species": labels.species, "width": options.width}
    try:
        client = make_client(manners)
        folder = DownloadFolder(options.out, purpose)
        listed = list_pictures(client, options.category, depth=options.depth, width=options.width, api=options.api)
        with progress_bar(sys.stderr, what="pictures") as report:
            gathered = harvest(listed, client, folder, labels, limit=options.limit, report=report)
        write_sprites(options.out, gathered.found, gathered.skipped, stopped=gathered.stopped)
    except PixelgenError as error:
        print(f"commons: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("commons: interrupted; run again to go on", file=sys.stderr)
        return 130
    _tell(gathered, options.out)
    return 0 if gathered.stopped is None else 1


def _tell(gathered: Harvest, folder: Path) -> None:
    for one in gathered.skipped:
        print(f"skipped {one.origin}: {one.reason}")
    licences = Counter(one.sprite.licence for one in gathered.found)
    told = ", ".join(f"{count} {licence}" for licence, count in licences.most_common())
    print(f"{len(gathered.found)} sprites in {folder} ({told or 'none'}); {len(gathered.skipped)} skipped")
    if not gathered.found and not gathered.skipped and gathered.stopped is None:
        print("commons: the category has no pictures, or there is none of that name", file=sys.stderr)
    if gathered.stopped is not None:
        print(f"commons: stopped early: {gathered.stopped}", file=sys.stderr)


if __name__ == "__main__":
    run_program(lambda: main)
