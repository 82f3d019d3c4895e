"""The library's main class: requests in, sprites out, at once or later, one or many, bred or drawn from scratch."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from pixelgen.cache.cache import Cache
from pixelgen.checks import check_is, check_name, checked_list, checked_path, checked_whole, shown
from pixelgen.dna_png import Creature, dna_gif, dna_png
from pixelgen.drawing.background import BackgroundWorker
from pixelgen.drawing.best_engine import NUMPY, best_engine
from pixelgen.drawing.drawing import Drawing, Identity, drawn_species, individual_of
from pixelgen.drawing.finisher import finisher
from pixelgen.drawing.labelling import Labelling
from pixelgen.errors import RequestError, WeightsError
from pixelgen.files.whole_files import check_writable, write_files
from pixelgen.genetics.crossing import DEFAULT_LITTER, notes_of
from pixelgen.genetics.gene_pool import GenePool
from pixelgen.genetics.genome import Genome
from pixelgen.litters import Home, Litters
from pixelgen.look.appearance import Appearance
from pixelgen.look.own_palette import OwnPalette
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import load_weights
from pixelgen.model.weights_folder import default_weights_folder, find_weights
from pixelgen.names import Category, Zone
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.dna import decode_dna, encode_dna
from pixelgen.requests.dna_members import OLD_VERSION, Chosen
from pixelgen.requests.lineage import Mask
from pixelgen.requests.request import DEFAULT_TEMPERATURE, SpriteRequest
from pixelgen.sprite import Sprite

ENGINE_VERSION = 7  # raised whenever the same weights and request would give other pixels
MOST_THREADS, MOST_BATCH = 256, 1024
SHIPPED_WEIGHTS = Path(__file__).resolve().parent / "data" / "pixelgen.safetensors"

_LOG = logging.getLogger("pixelgen")

Progress = Callable[[int, int], None]


class Generator:
    """Draws sprites with the shipped weights, or those of another file. Threads may share it; close it, or use `with`.

    weights: a safetensors file. cache: a folder, or a Cache, in which drawn sprites are kept; None keeps none.
    threads: 1 to 256, that share the sprites of a call (with NumPy, threads of its matrix library); None is 1.
    batch: 1 to 1,024 sprites drawn side by side; more is faster and takes more memory. None of them changes a pixel.
    RequestError for what is not as described
    here, WeightsError when the weights are missing, damaged or of another kind. One SlowWarning a process when there is
    no native core.

    weights_digest: SHA-256 of the weights, hexadecimal. learnt_species, learnt_traits: names of those that they can
    draw, and of the traits that a request may name. gene_pool: the alleles of their world, which crosses need. homes:
    the zones where each species lives, none of one that lives nowhere in particular.
    """

    def __init__(
        self,
        weights: Path | str | None = None,
        cache: Cache | Path | str | None = None,
        threads: int | None = None,
        *,
        batch: int = 16,
    ) -> None:
        self._settings = weights, cache, threads, batch
        batch = checked_whole("batch", batch, MOST_BATCH, lowest=1)
        threads = 1 if threads is None else checked_whole("threads", threads, MOST_THREADS, lowest=1)
        store = cache if cache is None or isinstance(cache, Cache) else Cache(checked_path("cache", cache))
        if weights is None:
            loaded = load_weights(SHIPPED_WEIGHTS, advice="; install pixelgen-reef again")
        else:
            loaded = load_weights(checked_path("weights", weights))
        self.weights_digest = loaded.digest
        self._engine = best_engine(loaded, batch=batch, threads=threads)
        self._table = TraitTable(loaded.world, loaded.trait_rows)
        self.learnt_species, self.learnt_traits = self._table.species, self._table.traits
        self.gene_pool = GenePool(loaded.world, self._table)
        self.world, self.homes = loaded.world, loaded.world.homes
        self._litters = Litters(self._table, self.gene_pool)
        identity = Identity(loaded.digest, ENGINE_VERSION)
        native = self._engine.name != NUMPY
        self._labelling = Labelling(loaded, native=native)
        self._drawing = Drawing(
            self._engine,
            identity,
            cache=store,
            table=self._table,
            labelling=self._labelling,
            finisher=finisher(native=native),
        )
        worker = BackgroundWorker(self._drawing.draw, self._drawing.known)
        self._worker = worker
        self._finalizer = weakref.finalize(self, worker.close)

    @classmethod
    def of_dna(
        cls,
        dna: str,
        weights: Path | str | None = None,
        cache: Cache | Path | str | None = None,
        threads: int | None = None,
        *,
        batch: int = 16,
    ) -> Generator:
        """A generator with the weights that drew a DNA: those that ship, or those of a file in a folder.

        weights: the folder, in which files are known by their digest; None is the one that PIXELGEN_WEIGHTS names, or
        `pixelgen-reef/weights` in the user's data. The others as for a Generator.
        DnaError for a damaged DNA, WeightsError when no file has its weights or another engine version drew it.
        """
        read = decode_dna(dna)
        folder = default_weights_folder() if weights is None else checked_path("weights", weights)
        file = find_weights(read.weights, folder, first=[SHIPPED_WEIGHTS])
        if file is None and read.version != OLD_VERSION:
            raise WeightsError(f"the DNA was made with the weights {read.weights}; no file in {folder} has them")
        made = cls(file, cache, threads, batch=batch)
        try:
            read.check_drawn_with(made.weights_digest, ENGINE_VERSION)
        except WeightsError:
            made.close()
            raise
        return made

    @property
    def engine(self) -> str:
        """What draws: `native` and its kernel, such as "native avx2", or "numpy"; `engine_note` says why the latter."""
        return self._engine.name

    def sprite(self, request: SpriteRequest) -> Sprite:
        """The sprite of a request: the same for the same request, weights and engine version, everywhere."""
        return self.sprites([request])[0]

    def sprites(self, requests: Iterable[SpriteRequest], *, progress: Progress | None = None) -> list[Sprite]:
        """The sprites of many requests, in order: faster than one by one, and the same pixels.

        progress: called with (finished, total) after each sprite, in this thread. What it raises ends the drawing and
        is raised here; it may draw with this generator, but not wait for another thread that does.
        RequestError, before anything is drawn, for what is no request, a species or a trait that the weights have not
        learnt, or a parent that is known by name alone and not in the cache.
        """
        wanted = checked_list("requests", requests, SpriteRequest)
        if progress is not None and not callable(progress):
            raise RequestError(f"progress must be callable; got {shown(progress)}")
        count = 0

        def finished(_: int) -> None:
            nonlocal count
            count += 1
            if progress is not None:
                progress(count, len(wanted))

        return self._drawing.draw(wanted, finished)

    def species_of(self, request: SpriteRequest) -> str | None:
        """What a request is drawn as: the species that it names, that of its first parent, or the one that its seed
        chooses; None when the parent is a picture, of another category, or known by name alone."""
        check_is("request", request, SpriteRequest)
        return drawn_species(request, self._table)

    def traits_of(self, request: SpriteRequest) -> dict[str, str]:
        """All traits that a request is drawn with, named or chosen by its seed, in the order of their ids; none for a
        sprite of which a part is drawn anew, as its parent has them. Draws nothing.

        RequestError for what is no request, or what the weights cannot draw.
        """
        check_is("request", request, SpriteRequest)
        return {} if request.mask is not None else dict(individual_of(request, self._table).traits)

    def labelled(self, sprite: Sprite, species: str | None = None) -> Sprite:
        """A picture from elsewhere with its parts named, which drawn sprites have already.

        species: what it shows; None where that is unknown. RequestError for what is no Sprite, or a species that the
        weights have not learnt.
        """
        check_is("sprite", sprite, Sprite)
        if species is not None:
            check_name("species", species, self.learnt_species)
        return self._labelling.picture(sprite.indices, species)

    def genome(
        self, request: SpriteRequest | Sprite, *, zone: Zone | str | None = None, species: str | None = None
    ) -> Genome:
        """What a creature is and passes on: the traits that it shows, named or drawn by its seed, and hidden ones that
        may show in its children. Draws nothing; see `litter`.

        A child of a litter has the genome of its cross, a sprite of which a part was drawn anew that of its first
        parent. A Sprite is taken too: its genome is what its pixels tell, the rest as common as in its zone and
        species, which must be named. RequestError for what is neither, what the weights cannot draw, and a first parent
        that is known by name alone.
        """
        check_is("request", request, SpriteRequest, Sprite)
        return self._litters.genome(request, Home(zone, species))

    def litter(
        self,
        a: SpriteRequest | Sprite,
        b: SpriteRequest | Sprite,
        *,
        size: int = DEFAULT_LITTER,
        seed: int = 0,
        pose: str | None = None,
        temperature: float = DEFAULT_TEMPERATURE,
        zone: Zone | str | None = None,
        species: str | None = None,
    ) -> tuple[SpriteRequest, ...]:
        """The requests of so many children of a cross, 1 to 1,024, for `sprites`, `dna`, or to breed on.

        Each has one allele of each parent at every locus, zone and species of one of the two. A child that shows A's
        species, build and growth in A's pose keeps the parts that it has of A, pixel by pixel; the other parts,
        and all other children, are drawn by the model from the child's traits. `SpriteRequest.heredity` tells who gave
        what.
        The same parents and seed have the same litter; a larger one begins with a smaller one; `b` with `a` is another.

        pose: of the children; None is A's. zone, species: of a parent that is a picture; None is the other parent's.
        RequestError for what is not as described here, and as `genome`.
        """
        for name, parent in (("a", a), ("b", b)):
            check_is(name, parent, SpriteRequest, Sprite)
        requests, born = self._litters.children(
            a, b, size=size, seed=seed, pose=pose, temperature=temperature, home=Home(zone, species)
        )
        for note in notes_of(born):
            _LOG.info(note)
        return requests

    def recoloured(
        self,
        one: SpriteRequest | Sprite,
        *,
        family: str | None = None,
        accent: str | None = None,
        temperature: float = DEFAULT_TEMPERATURE,
        zone: Zone | str | None = None,
        species: str | None = None,
    ) -> SpriteRequest:
        """The request of a creature in other colours, pixel by pixel the same shape: for `sprite`, `dna`, or to breed.

        family, accent: the ramp of its body; of its fins and marks. None keeps its own; one of them must be named. Its
        eyes and light organs keep their tones. It passes the new ramps on. zone, species: of a picture, which says
        neither. RequestError for what is not as described here, and as `genome`.
        """
        check_is("one", one, SpriteRequest, Sprite)
        ramps = {trait: ramp for trait, ramp in (("family", family), ("accent", accent)) if ramp is not None}
        return self._litters.recoloured(one, ramps, temperature=temperature, home=Home(zone, species))

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        """A future of the request's sprite, which a thread in the background draws; returns at once.

        It can be cancelled until its sprite is there, which stops the drawing. `result` raises what `sprite` would. The
        future keeps the generator alive. In a forked process the futures of the old one are cancelled, and new requests
        can be submitted.
        RequestError when it is no SpriteRequest; RuntimeError after `close`.
        """
        return self._worker.submit(request, keeps=self)

    def breed(
        self,
        a: SpriteRequest | Sprite,
        b: SpriteRequest | Sprite,
        *,
        seed: int = 0,
        mask: Mask | None = None,
        zone: Zone | str | None = None,
        category: Category | str | None = None,
        species: str | None = None,
        colours: tuple[str, ...] = (),
        temperature: float = DEFAULT_TEMPERATURE,
    ) -> Sprite:
        """The child of two sprites: most of `a`, a part of it drawn anew in the colours of `b`.

        The same for the same parents, seed and mask; `b` with `a` is another child. `bred` makes the request of the
        same child, for `submit`, `dna`, or to breed on. RequestError when no parent is a request and zone and category
        are not named.
        """
        child = bred(
            a,
            b,
            seed=seed,
            mask=mask,
            zone=zone,
            category=category,
            species=species,
            colours=colours,
            temperature=temperature,
        )
        return self.sprite(child)

    def inpaint(
        self,
        sprite: SpriteRequest | Sprite,
        mask: Mask | npt.NDArray[np.bool_],
        *,
        seed: int = 0,
        zone: Zone | str | None = None,
        category: Category | str | None = None,
        species: str | None = None,
        colours: tuple[str, ...] = (),
        temperature: float = DEFAULT_TEMPERATURE,
    ) -> Sprite:
        """The sprite with the pixels of `mask` drawn anew, (32, 32) bool, and every other pixel as it was.

        `inpainted` makes the request of the same. RequestError as for `breed`.
        """
        request = inpainted(
            sprite,
            mask,
            seed=seed,
            zone=zone,
            category=category,
            species=species,
            colours=colours,
            temperature=temperature,
        )
        return self.sprite(request)

    def png(
        self,
        request: SpriteRequest,
        *,
        sprite: Sprite | None = None,
        look: Appearance | None = None,
        scale: int = 1,
        palette: OwnPalette | None = None,
        mark: bool = True,
    ) -> bytes:
        """The PNG of a request, its DNA in it: byte for byte the file that `pixelgen generate` writes.

        sprite: that of the request, where it has been drawn already. look: lit as its zone is when None; flat, in
        another light, or the frames of an animation side by side. scale: each pixel that many times both ways; a side
        has at most 4,096 pixels. palette: colours of your own. mark: say in the file that it was
        generated (IPTC digital source type, in XMP).
        RequestError for what is not as described here, and as `sprite`.
        """
        look = Appearance() if look is None else look
        check_is("look", look, Appearance)
        check_is("mark", mark, bool)
        return dna_png(self._shown(request, sprite, look, palette), scale=scale, mark=mark)

    def gif(
        self,
        request: SpriteRequest,
        *,
        sprite: Sprite | None = None,
        look: Appearance | None = None,
        scale: int = 1,
        palette: OwnPalette | None = None,
    ) -> bytes:
        """The animated GIF of a request, its DNA in it: byte for byte the file that `pixelgen generate` writes.

        look: with frames; eight of its idle motion when None. The others, and errors, as for `png`.
        """
        look = Appearance(frames=8, margin=2) if look is None else look
        check_is("look", look, Appearance)
        if look.frames is None:
            raise RequestError("look must have frames: Appearance(frames=8)")
        shown = self._shown(request, sprite, look, palette)
        return dna_gif(shown, scale=checked_whole("scale", scale, 64, lowest=1))

    def _shown(
        self, request: SpriteRequest, sprite: Sprite | None, look: Appearance, palette: OwnPalette | None
    ) -> Creature:
        """What a picture is made of, the sprite drawn where it is not there yet."""
        if palette is not None:
            check_is("palette", palette, OwnPalette)
        if sprite is None:
            sprite = self.sprite(request)
        check_is("sprite", sprite, Sprite)
        species, dna = self.species_of(request), self.dna(request)
        return Creature(sprite, request, species, dna, self.weights_digest, look, palette)

    def save(
        self,
        request: SpriteRequest,
        path: Path | str,
        *,
        sprite: Sprite | None = None,
        look: Appearance | None = None,
        scale: int = 1,
        palette: OwnPalette | None = None,
        mark: bool = True,
    ) -> None:
        """Write what `png` gives into a file, whole or not at all; a file that is there already is replaced.

        PixelgenError, before anything is drawn, for a place that cannot be written; RequestError for another name than
        a .png.
        """
        place = checked_path("path", path)
        if place.suffix.lower() != ".png":
            raise RequestError(f"path must be that of a .png file; got {shown(str(place))}")
        check_writable(place)
        write_files({place: self.png(request, sprite=sprite, look=look, scale=scale, palette=palette, mark=mark)})

    def dna(self, request: SpriteRequest, *, generations: int | None = None) -> str:
        """The DNA of a request: one line that recreates its sprite wherever the same weights are, with all ancestors.

        generations: bred ancestors so many generations back stand by name alone; drawing then needs a cache that has
        their sprites. RequestError for what is no request, fewer than one generation, or names that the weights do not
        know.
        """
        return encode_dna(
            request,
            weights=self.weights_digest,
            engine_version=ENGINE_VERSION,
            generations=generations,
            chosen_for=self._chosen,
        )

    def _chosen(self, request: SpriteRequest) -> Chosen | None:
        one = individual_of(request, self._table)
        return None if one.species is None else Chosen(one.species, one.traits)

    def request_of(self, dna: str) -> SpriteRequest:
        """The request that a DNA holds. DnaError for a damaged one, WeightsError when other weights drew it; one of
        version 1 is drawn as a new creature, with a DnaWarning."""
        read = decode_dna(dna)
        read.check_drawn_with(self.weights_digest, ENGINE_VERSION)
        return read.request

    def close(self) -> None:
        """End the background thread; its futures are cancelled within some milliseconds.

        `sprite`, `sprites` and the like work on.
        """
        self._finalizer()

    def __enter__(self) -> Generator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[object, ...]:
        # Another process loads the weights for itself, and has its own thread and locks.
        return _generator, self._settings


def _generator(
    weights: Path | str | None, cache: Cache | Path | str | None, threads: int | None, batch: int
) -> Generator:
    return Generator(weights, cache, threads, batch=batch)
