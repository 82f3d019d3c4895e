"""Answers in the shape that the API of Wikimedia Commons gives (formatversion 2), and photos to go with them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from tests.scripted_server import Scripted

Json = dict[str, Any]


def file_page(page: int, title: str, *, licence: str | None = "cc-by-sa-4.0", root: str = "", **changed: Any) -> Json:
    """A file of a category as `generator=categorymembers&prop=imageinfo` tells it; `changed` replaces in imageinfo."""
    name = title.removeprefix("File:").replace(" ", "_")
    artist = '<a href="//commons.wikimedia.org/wiki/User:Rama" title="User:Rama">Rama</a> &amp; Musée  Bolo'
    metadata: Json = {
        "Artist": {"value": artist, "source": "commons-desc-page"},
        "LicenseUrl": {
            "value": "https://creativecommons.org/licenses/by-sa/4.0",
            "source": "commons-desc-page",
            "hidden": "",
        },
    }
    if licence is not None:
        metadata["License"] = {"value": licence, "source": "commons-templates", "hidden": ""}
    info: Json = {
        "size": 1353326,
        "width": 3746,
        "height": 2400,
        "thumburl": f"{root}/thumb/{page}.jpg",
        "thumbwidth": 330,
        "thumbheight": 211,
        "responsiveUrls": {"1.5": f"{root}/thumb/500px-{name}", "2": f"{root}/thumb/960px-{name}"},
        "url": f"https://upload.wikimedia.org/wikipedia/commons/a/a2/{name}",
        "descriptionurl": f"https://commons.wikimedia.org/wiki/File:{name}",
        "descriptionshorturl": f"https://commons.wikimedia.org/w/index.php?curid={page}",
        "sha1": f"{page:040x}",
        "mime": "image/jpeg",
        "extmetadata": metadata,
    }
    info.update(changed)
    return {"pageid": page, "ns": 6, "title": title, "imagerepository": "local", "imageinfo": [info]}


def with_metadata(page: Json, **values: str | None) -> Json:
    """The same page with fields of extmetadata replaced; None removes one."""
    metadata = page["imageinfo"][0]["extmetadata"]
    for name, value in values.items():
        metadata.pop(name, None)
        if value is not None:
            metadata[name] = {"value": value, "source": "commons-desc-page", "hidden": ""}
    return page


def subcategory(page: int, title: str) -> Json:
    """A member of a category that is itself one."""
    return {"pageid": page, "ns": 14, "title": title}


def answer(
    pages: Sequence[Json], *, further: Mapping[str, str] | None = None, whole: bool = True, **told: Any
) -> Scripted:
    """One answer of the API; `further` is its `continue`, `whole` its `batchcomplete`."""
    body: Json = {"batchcomplete": True} if whole else {}
    if further is not None:
        body["continue"] = dict(further)
    if pages:
        body["query"] = {"pages": list(pages)}
    return Scripted(json.dumps({**body, **told}).encode(), headers={"Content-Type": "application/json; charset=utf-8"})


def refusal(code: str, info: str, *, headers: Mapping[str, str] | None = None) -> Scripted:
    """An error of the API, which comes with status 200."""
    told = {"code": code, "info": info, "docref": "See https://commons.wikimedia.org/w/api.php for API usage."}
    return Scripted(json.dumps({"error": told, "servedby": "mw1"}).encode(), headers=headers or {})


def fish(
    height: int = 120,
    width: int = 165,
    *,
    body: tuple[int, int, int] = (230, 120, 30),
    water: tuple[int, int, int] = (20, 70, 140),
    middle: tuple[float, float] = (0.5, 0.5),
    size: tuple[float, float] = (0.25, 0.3),
    grain: float = 6.0,
    seed: int = 0,
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """A banded ellipse in water that grows darker below: (height, width, 4) pixels, (height, width) where it is."""
    y, x = np.mgrid[0:height, 0:width]
    down, across = (y / height - middle[0]) / size[0], (x / width - middle[1]) / size[1]
    mask = down**2 + across**2 < 1
    picture = np.zeros((height, width, 3)) + water - 40 * (y / height - 0.5)[..., None]
    picture[mask] = body
    picture[mask & (np.abs(np.abs(across) - 0.35) < 0.12)] = (245, 245, 240)
    picture += np.random.default_rng(seed).normal(0, grain, picture.shape)
    alpha = np.full((height, width, 1), 255)
    return np.dstack([picture.clip(0, 255), alpha]).astype(np.uint8), mask


def jpeg(pixels: npt.NDArray[np.uint8]) -> bytes:
    """(height, width, 4) -> the bytes of a JPEG."""
    file = io.BytesIO()
    Image.fromarray(pixels[..., :3]).save(file, "JPEG", quality=90)
    return file.getvalue()
