"""Pixels of a photo -> the same with its background cleared, or the reason why no animal could be told from it.

What is far in colour from the frame of the picture is probably the animal (a border prior, after Wei et al., "Geodesic
saliency using background priors", ECCV 2012); GrabCut (Rother, Kolmogorov and Blake, SIGGRAPH 2004; OpenCV's) then
finds its outline. A picture that comes with transparent parts is taken at its word. Knows nothing of animals: the
thing that stands out may be a diver.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.oklab import squared_distances, to_oklab
from training.sources.background import SOLID, Mask, NoForeground
from training.sources.photo import Pixels

try:
    import cv2
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError("photos need OpenCV: pip install 'pixelgen-reef[commons]'", name="cv2") from missing

WORKING_SIDE = 256  # of the longer side; the sprite has 32
FRAME_SHARE = 0.04  # width of the frame that is taken for background
FRAME_COLOURS = 4
LEAST_SHARE_OF_SIDE = 0.1  # the background has that much of two opposite sides; an animal at an edge or corner has not
LIKE_FRAME = 0.08  # OKLab distance; four times what is just seen
PLAIN_FRAME = 0.6  # share of the frame that must be like its own few colours
STANDS_OUT = 0.06  # OKLab distance between the means of animal and background
ROUNDS = 5


def cut_out(photo: Pixels, *, seed: int = 0) -> Pixels:
    """(h, w, 4) -> (h', w', 4) at most 256 on a side, alpha 0 or 255; NoForeground. The same seed, the same output."""
    photo = _shrunk(photo)
    solid = photo[..., 3] >= SOLID
    mask = _whole(solid if solid.mean() < 0.98 else _grab(photo[..., :3], seed))
    _check(mask)
    # Grain is not worth a colour of a sprite: at an eighth of the size it would be speckles.
    calm = np.asarray(cv2.medianBlur(np.ascontiguousarray(photo[..., :3]), 5), dtype=np.uint8)
    return np.dstack([_without_rim(calm, mask), np.where(mask, 255, 0).astype(np.uint8)])


def flattened(cut: Pixels, colours: int, *, seed: int = 0) -> Pixels:
    """The same with the animal in at most that many flat colours: a photo has thousands, a sprite a handful."""
    mask = cut[..., 3] > 0
    animal = cut[mask][:, :3]
    lab = to_oklab(animal).astype(np.float32)
    if len(np.unique(animal, axis=0)) <= colours:
        return cut
    nearest, _ = _clusters(lab, colours, seed)
    counts = np.bincount(nearest, minlength=colours)
    sums = [np.bincount(nearest, weights=animal[:, channel], minlength=colours) for channel in range(3)]
    means = np.stack(sums, axis=1) / np.maximum(counts, 1)[:, None]
    flat = cut.copy()
    flat[mask, :3] = np.rint(means).astype(np.uint8)[nearest]
    return flat


def _clusters(
    lab: npt.NDArray[np.float32], count: int, seed: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """(n, 3) -> (n,) cluster of each, (count, 3) their centres."""
    cv2.setRNGSeed(seed)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 1e-3)
    start = np.zeros((len(lab), 1), dtype=np.int32)
    _, nearest, centres = cv2.kmeans(lab, count, start, stop, 3, cv2.KMEANS_PP_CENTERS)
    return np.asarray(nearest, dtype=np.int64).ravel(), np.asarray(centres, dtype=np.float64)


def _shrunk(photo: Pixels) -> Pixels:
    height, width = photo.shape[:2]
    scale = WORKING_SIDE / max(height, width)
    if scale >= 1:
        return photo
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _grab(rgb: npt.NDArray[np.uint8], seed: int) -> Mask:
    frame = _frame(rgb.shape[0], rgb.shape[1], FRAME_SHARE)
    distance = _distance_from_frame(rgb, frame, seed)
    # to the middle as a photographer puts it, and blurred, so that a bubble is no animal
    likely = cv2.GaussianBlur(distance * _towards_middle(distance.shape[0], distance.shape[1]), (0, 0), 2.0)
    levels = np.clip(likely / max(float(likely.max()), 1e-6) * 255, 0, 255).astype(np.uint8)
    _, far = cv2.threshold(levels, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    far = far.astype(bool)
    if not far.any() or far.all() or distance[far].mean() - distance[~far].mean() < STANDS_OUT:
        raise NoForeground("nothing stands out from the colours of the border")
    seeds = np.where(far, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    seeds[frame & ~far] = cv2.GC_BGD
    models = np.zeros((1, 65)), np.zeros((1, 65))
    try:
        bgr = np.ascontiguousarray(rgb[..., ::-1])
        found = cv2.grabCut(bgr, seeds, (0, 0, 1, 1), *models, ROUNDS, cv2.GC_INIT_WITH_MASK)[0]
    except cv2.error as error:  # too few pixels of one kind, or of one colour alone
        raise NoForeground("foreground and background could not be modelled") from error
    return np.asarray(np.isin(found, (cv2.GC_FGD, cv2.GC_PR_FGD)))


def _distance_from_frame(rgb: npt.NDArray[np.uint8], frame: Mask, seed: int) -> npt.NDArray[np.float64]:
    """OKLab distance of each pixel from the nearest common colour of the frame."""
    lab = to_oklab(rgb)
    nearest, centres = _clusters(lab[frame].astype(np.float32), FRAME_COLOURS, seed)
    which = np.zeros(frame.shape, dtype=np.int64)
    which[frame] = nearest
    top, bottom, left, right = (
        np.bincount(side, minlength=FRAME_COLOURS) >= LEAST_SHARE_OF_SIDE * len(side)
        for side in (which[0], which[-1], which[:, 0], which[:, -1])
    )
    common = centres[(top & bottom) | (left & right)]
    if not len(common):
        raise NoForeground("no colour is common to two opposite sides of the border")
    apart: npt.NDArray[np.float64] = np.sqrt(squared_distances(lab.reshape(-1, 3), common).min(axis=1))
    distance = apart.reshape(rgb.shape[:2])
    if (distance[frame] < LIKE_FRAME).mean() < PLAIN_FRAME:
        raise NoForeground("the border is too busy to know the background by")
    return distance


def _frame(height: int, width: int, share: float) -> Mask:
    thick = max(1, round(share * min(height, width)))
    frame = np.ones((height, width), dtype=bool)
    frame[thick : height - thick, thick : width - thick] = False
    return frame


def _towards_middle(height: int, width: int) -> npt.NDArray[np.float64]:
    """1 in the middle, a half at the corners."""
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    return np.asarray(1 - (x**2 + y**2) / 4)


def _whole(mask: Mask) -> Mask:
    """The largest piece and those near its size, wisps and pinholes gone."""
    kernel = np.ones((3, 3), dtype=np.uint8)
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    kept = _pieces(opened.astype(bool), 0.2)
    holes = ~kept & ~_pieces(~kept, 0.02, among=int(kept.sum()))
    return kept | holes


def _without_rim(rgb: npt.NDArray[np.uint8], mask: Mask) -> npt.NDArray[np.uint8]:
    """The outermost pixels, in which the water shines through, in the colour of the nearest one further in."""
    inner = np.asarray(cv2.erode(mask.astype(np.uint8), np.ones((5, 5), dtype=np.uint8))).astype(bool)
    if not inner.any():
        return rgb
    away, labels = cv2.distanceTransformWithLabels(
        (~inner).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colours = np.zeros((int(labels.max()) + 1, 3), dtype=np.uint8)
    colours[labels[inner]] = rgb[inner]
    rim = mask & ~inner & (np.asarray(away) <= 4)  # a thin arm has nothing further in: it keeps its own
    changed = rgb.copy()
    changed[rim] = colours[labels[rim]]
    return changed


def _pieces(mask: Mask, least_share: float, *, among: int | None = None) -> Mask:
    """Connected pieces of at least that share of `among` pixels, of the largest piece when not given."""
    count, labels, figures, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    if count < 2:
        return np.zeros_like(mask)
    areas = figures[1:, cv2.CC_STAT_AREA]
    large = 1 + np.flatnonzero(areas >= least_share * (int(areas.max()) if among is None else among))
    return np.asarray(np.isin(labels, large))


def _check(mask: Mask) -> None:
    """Refuse what is no animal in front of a background."""
    share = float(mask.mean())
    if share < 0.02:
        raise NoForeground(f"no foreground found ({share:.1%} of the picture)")
    if share > 0.9:
        raise NoForeground(f"the foreground fills the picture ({share:.0%})")
    touching = float(mask[_frame(mask.shape[0], mask.shape[1], 0.0)].mean())
    if touching > 0.6:
        raise NoForeground(f"the foreground touches {touching:.0%} of the border")
