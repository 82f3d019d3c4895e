/* pixelgen in plain C11: 32x32 sprites of sea creatures from a request and a weights file. This is the manual.

   Needs nothing but a C library, starts no thread and calls nothing back. Every call checks what it is given and answers
   with a status; where that is not PIXELGEN_OK, `message`, of `room` bytes (256 are enough), says in one line what was
   expected (NULL and 0: nobody wants to know). The same bytes on every machine and as in Python.

   Structures of arguments begin with their size and are filled with defaults by a function of their own, which takes the
   size too: fields may be added at their end.

       pixelgen_weights *weights;
       pixelgen_request wish;
       pixelgen_sprite sprite;
       const pixelgen_request *wishes[] = {&wish};
       char said[256];
       if (pixelgen_open(file, file_bytes, NULL, &weights, said, sizeof said) != PIXELGEN_OK)
           return fail(said);
       pixelgen_request_init(&wish, sizeof wish);
       wish.zone = "reef";
       wish.category = "coral";
       wish.seed = 7;
       if (pixelgen_draw(weights, wishes, 1, NULL, &sprite, said, sizeof said) != PIXELGEN_OK)
           return fail(said);
       show(sprite.indices, pixelgen_palette());
       pixelgen_close(weights);

   Threads: weights never change once they are open, so any number of threads may draw with them at the same time. Closing
   is the last call. What is drawn is stopped from another thread by a flag. */
#ifndef PIXELGEN_H
#define PIXELGEN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define PIXELGEN_API __declspec(dllexport)
#else
#define PIXELGEN_API __attribute__((visibility("default")))
#endif

enum {
    PIXELGEN_INTERFACE = 11, /* raised whenever a structure or a function of the library changes */
    PIXELGEN_ENGINE = 7, /* raised whenever the same weights and request would give other pixels */
    PIXELGEN_SIDE = 32,
    PIXELGEN_PIXELS = 1024, /* of a sprite, row by row from the top left one */
    PIXELGEN_COLOURS = 64,  /* palette indices; 0 is transparent */
    PIXELGEN_MOST_TRAITS = 16,
    PIXELGEN_LONGEST_REQUEST = 8192, /* bytes of a canonical text at most, with the 0 at its end */
    PIXELGEN_IDS = 12,               /* of a prompt */
    PIXELGEN_MOST_PARENTS = 2,
    PIXELGEN_MOST_ANCESTORS = 20000, /* of a DNA */
    PIXELGEN_LONGEST_DNA = 1000001,  /* bytes of a DNA at most, with the 0 at its end */
    PIXELGEN_LONGEST_GENOME = 2048,  /* bytes of a genome's text at most, with the 0 at its end */
    PIXELGEN_MOST_LITTER = 1024,
    PIXELGEN_LARGEST_SIDE = 1024,    /* of a picture that is lit or moved */
    PIXELGEN_FEWEST_FRAMES = 4,
    PIXELGEN_MOST_FRAMES = 8,
    PIXELGEN_MOST_MARGIN = 64,
    PIXELGEN_MOST_LIGHTS = 8,
    PIXELGEN_MOST_PICTURE_SIDE = 128, /* of a picture of one's own */
    PIXELGEN_MOST_PICTURE_FRAMES = 256,
    PIXELGEN_MOST_OWN_COLOURS = 255
};

#define PIXELGEN_VERSION "0.1.0"

typedef enum {
    PIXELGEN_OK = 0,
    PIXELGEN_INVALID = 1,   /* an argument is not what it must be */
    PIXELGEN_NO_MEMORY = 2,
    PIXELGEN_NO_KERNEL = 3, /* unknown, not compiled in, or not for this processor */
    PIXELGEN_STOPPED = 4    /* the flag said so */
} pixelgen_status;

/* PIXELGEN_INTERFACE, PIXELGEN_VERSION and PIXELGEN_ENGINE as this library was built with. A program that loads it at run
   time compares the interface with its own first. */
PIXELGEN_API int32_t pixelgen_interface(void);
PIXELGEN_API const char *pixelgen_version(void);
PIXELGEN_API int32_t pixelgen_engine_version(void);

/* PIXELGEN_COLOURS times red, green and blue; and the names of the nine ramps of seven shades from index 1 on, ending with
   NULL. */
PIXELGEN_API const uint8_t *pixelgen_palette(void);
PIXELGEN_API const char *const *pixelgen_ramps(void);
/* Any 2 to 256 colours (count * 3), in any order -> fitted (PIXELGEN_COLOURS * 3): the one of them that each palette index is
   shown in, such that every ramp of ours stays a ramp. PIXELGEN_INVALID for fewer than two different ones. Under a
   hundredth of a second. */
PIXELGEN_API pixelgen_status pixelgen_fit_palette(const uint8_t *rgb, int32_t count, uint8_t *fitted, char *message,
                                                  size_t room);

/* The kernels that this library holds, best first, ending with NULL; and whether this processor can run one. */
PIXELGEN_API const char *const *pixelgen_kernels(void);
PIXELGEN_API int pixelgen_kernel_runs(const char *name);

/* What draws, once it is open. */
typedef struct pixelgen_weights pixelgen_weights;

/* The bytes of a weights file (safetensors, at most 64 MB), which may go afterwards. kernel: a name of pixelgen_kernels, or
   NULL for the best that runs here. Everything is checked, the content's SHA-256 too; a damaged or hostile file is
   refused. Takes some tens of milliseconds and, for the weights that ship, 6 MB of memory; nothing is taken in proportion
   to a number that was not checked against the bytes that are there. */
PIXELGEN_API pixelgen_status pixelgen_open(const void *bytes, size_t count, const char *kernel, pixelgen_weights **weights,
                                           char *message, size_t room);
PIXELGEN_API void pixelgen_close(pixelgen_weights *weights);

/* SHA-256 of the weights in hexadecimal; the kernel that they draw with. NULL for NULL. */
PIXELGEN_API const char *pixelgen_digest(const pixelgen_weights *weights);
PIXELGEN_API const char *pixelgen_kernel(const pixelgen_weights *weights);

/* Names that the weights know: of kind "zone", "category", "species", or of the values of a trait; and of the traits.
   NULL beyond the last one. They stay as long as the weights. */
PIXELGEN_API const char *pixelgen_name(const pixelgen_weights *weights, const char *kind, int32_t number);
PIXELGEN_API const char *pixelgen_trait_name(const pixelgen_weights *weights, int32_t number);

typedef struct {
    const char *trait, *value;
} pixelgen_trait;

typedef struct pixelgen_request pixelgen_request;

/* What a child is made of: one of the three, the others NULL. name: "request:" or "sprite:" and 64 hexadecimal digits, of
   one that is known by name alone: a DNA may hold it, but nothing can be drawn from it. */
typedef struct {
    const pixelgen_request *request;
    const uint8_t *picture; /* PIXELGEN_PIXELS palette indices from anywhere */
    const char *name;
} pixelgen_parent;

/* What of the first parent is drawn anew: patches, region or stripes of so large a share of its cells; fins, head, tail,
   limbs or marks; or with `drawn` the pixels (PIXELGEN_PIXELS, 0 or other). */
typedef struct {
    const char *pattern;
    double share; /* above 0, at most 1; 0.4 for `drawn` */
    const uint8_t *pixels; /* NULL but for `drawn` */
} pixelgen_mask;

/* What a child of a cross has of its parents; pixelgen_litter makes such requests. The alleles that show are its traits. */
typedef struct {
    const pixelgen_trait *hidden; /* alleles that differ from those that show */
    int32_t hidden_count;
    const pixelgen_trait *givers; /* of each trait but a pose: who gave both alleles, such as "A/B" or "new/A" */
    int32_t giver_count;
    const char *zone_from, *species_from; /* "A" or "B" */
    const char *const *kept; /* kinds of parts whose pixels are parent A's, as pixelgen_part_name */
    int32_t kept_count;
    const pixelgen_trait *worn; /* of family and accent: the ramp that A has; none where nothing is kept */
    int32_t worn_count;
} pixelgen_heredity;

/* What is wished for; texts stay the caller's, and so does all that is pointed to. */
struct pixelgen_request {
    size_t size;
    const char *zone, *category;
    const char *species;         /* NULL: chosen by the seed */
    const char *const *colours;  /* ramps that alone may be used, beside ink; none twice */
    int32_t colour_count;        /* 0: no restriction */
    const pixelgen_trait *traits; /* those that are named; the others are drawn by the seed */
    int32_t trait_count;
    uint64_t seed;               /* at most 2^63 - 1 */
    double temperature;          /* 0 (greedy) to 4; by default 0.7 */
    int32_t top_k;               /* 0 (off) to 65 */
    double top_p, min_p;         /* above 0, at most 1 (off); 0 (off) to 1, by default 0.1 */
    /* Of a child: two parents with a mask or a heredity; or one with a mask, of which a part is drawn anew. Its colours are
       those of what is drawn anew, none: the second parent's. */
    const pixelgen_parent *parents;
    int32_t parent_count;
    const pixelgen_mask *mask;         /* or NULL; then without traits */
    const pixelgen_heredity *heredity; /* or NULL */
};

/* The defaults; zone and category are to be filled in. PIXELGEN_INVALID, and nothing written, for another size than that of
   the header that the library was built with. */
PIXELGEN_API pixelgen_status pixelgen_request_init(pixelgen_request *request, size_t size);

/* The canonical text: the one JSON text of the request, equal for equal requests, in which parents stand by name;
   PIXELGEN_LONGEST_REQUEST bytes are always room enough. Its SHA-256 decides all that is random. Of a request with parents
   this and what follows takes some hundred bytes an ancestor while it works, and no ancestor may be its own. */
PIXELGEN_API pixelgen_status pixelgen_request_text(const pixelgen_request *request, char *canonical,
                                                   size_t canonical_room, char *message, size_t room);
/* Raw 64-bit numbers of the request's stream from `first` on: Philox 4x64-10 keyed by the hash's first half. */
PIXELGEN_API pixelgen_status pixelgen_request_draws(const pixelgen_request *request, uint64_t first, uint64_t *draws,
                                                    size_t count, char *message, size_t room);

/* What a request is drawn as, all that was open drawn by its seed. species: NULL where the weights know none. Names stay as
   long as the weights. */
typedef struct {
    const char *species;
    pixelgen_trait traits[PIXELGEN_MOST_TRAITS];
    int32_t trait_count;
    int32_t prompt[PIXELGEN_IDS]; /* what the decoder is told */
} pixelgen_individual;

/* PIXELGEN_INVALID for names that the weights do not know, for values that a species does not have, and for a request with a
   mask, whose traits are its parent's. */
PIXELGEN_API pixelgen_status pixelgen_individual_of(const pixelgen_weights *weights, const pixelgen_request *request,
                                                    pixelgen_individual *found, char *message, size_t room);
/* The species that a request shows: its own, its first parent's, or the one that its seed chooses; NULL when it is not
   known. */
PIXELGEN_API pixelgen_status pixelgen_species_of(const pixelgen_weights *weights, const pixelgen_request *request,
                                                 const char **species, char *message, size_t room);

/* parts: what each pixel belongs to, 1 body, 2 head and so on as pixelgen_part_name says; 0 where it is transparent, and
   everywhere where the weights have no labeller. */
typedef struct {
    uint8_t indices[PIXELGEN_PIXELS], parts[PIXELGEN_PIXELS];
} pixelgen_sprite;

/* NULL for no kind. */
PIXELGEN_API const char *pixelgen_part_name(int32_t kind);

/* How sprites are drawn; nothing here changes a pixel. */
typedef struct {
    size_t size;
    int32_t rows;                 /* sprites side by side, 1 to 64; more are faster in all, and the first comes later */
    int32_t window;               /* groups of pixels verified at once, 1 to 32 */
    const volatile int32_t *stop; /* raised by another thread to other than 0, met within some milliseconds; or NULL */
    volatile int32_t *drawn;      /* told how many sprites are complete; or NULL */
} pixelgen_drawing;

PIXELGEN_API pixelgen_status pixelgen_drawing_init(pixelgen_drawing *how, size_t size);

/* Draws a sprite for each request, in order, in the caller's thread; some tens of milliseconds each with a vector kernel,
   and as long for each ancestor whose pixels it needs: each is drawn once. how: NULL for the defaults. Takes about 1.8 MB a
   row while it draws, and 2 KB an ancestor. PIXELGEN_INVALID before anything is drawn when a request cannot be; after
   PIXELGEN_STOPPED some sprites are written, others not. */
PIXELGEN_API pixelgen_status pixelgen_draw(const pixelgen_weights *weights, const pixelgen_request *const *requests,
                                           size_t count, const pixelgen_drawing *how, pixelgen_sprite *sprites,
                                           char *message, size_t room);

/* What the decoder drew -> one connected body without stray pieces, lone pixels and doubled corners of lines, in the
   middle of the canvas; or, standing, on its lowest row. drawn, finished: PIXELGEN_PIXELS palette indices. Some
   hundredths of a millisecond; noise takes a few milliseconds. */
PIXELGEN_API pixelgen_status pixelgen_finish(const uint8_t *drawn, int32_t standing, uint8_t *finished, char *message,
                                             size_t room);

/* The same of a child: what was drawn where `anew` (PIXELGEN_PIXELS, 0 or other) says so, its parent's pixels elsewhere,
   which stay exactly as they are; mended along the seam, and not moved. */
PIXELGEN_API pixelgen_status pixelgen_join(const uint8_t *drawn, const uint8_t *parent, const uint8_t *anew,
                                           uint8_t *child, char *message, size_t room);

/* What a DNA holds: one line of text that draws the same sprite wherever the same weights are. Everything stays as long as
   it; the request and its ancestors may be drawn, bred and written again. */
typedef struct pixelgen_dna pixelgen_dna;

/* Of a text of so many bytes, 0 or not at its end; white space around it is let through. PIXELGEN_INVALID says what is wrong:
   a wrong character by its place. Takes memory in proportion to the text, some hundred bytes an ancestor. */
PIXELGEN_API pixelgen_status pixelgen_dna_read(const char *text, size_t length, pixelgen_dna **dna, char *message,
                                               size_t room);
PIXELGEN_API void pixelgen_dna_free(pixelgen_dna *dna);
PIXELGEN_API const pixelgen_request *pixelgen_dna_request(const pixelgen_dna *dna);
/* The first 16 hexadecimal digits of the weights that drew it, and the engine: others draw another sprite. version: of the
   DNA, 1 or 2; one of version 1 is drawn as a new creature, as nobody has its weights. */
PIXELGEN_API const char *pixelgen_dna_weights(const pixelgen_dna *dna);
PIXELGEN_API int32_t pixelgen_dna_engine(const pixelgen_dna *dna);
PIXELGEN_API int32_t pixelgen_dna_version(const pixelgen_dna *dna);
/* Of a request without parents: what it was drawn as, where the DNA tells; else NULL and 0. */
PIXELGEN_API const char *pixelgen_dna_species(const pixelgen_dna *dna);
PIXELGEN_API int32_t pixelgen_dna_traits(const pixelgen_dna *dna, const pixelgen_trait **traits);

/* The DNA of a request and all its ancestors, drawn with these weights, into `dna`, of dna_room bytes: mostly some hundreds,
   PIXELGEN_LONGEST_DNA are always enough. generations: bred ancestors so many generations back stand by name alone; 0: all.
   PIXELGEN_INVALID for names that the weights do not know, for too many ancestors, for too little room. */
PIXELGEN_API pixelgen_status pixelgen_dna_write(const pixelgen_weights *weights, const pixelgen_request *request,
                                                int32_t generations, char *dna, size_t dna_room, char *message,
                                                size_t room);

/* What an individual is and passes on: two alleles of each trait but its pose, by the traits' names. Names stay as long as
   the weights. */
typedef struct {
    const char *trait, *shown, *hidden;
} pixelgen_locus;

typedef struct {
    const char *zone, *species;
    pixelgen_locus loci[PIXELGEN_MOST_TRAITS];
    int32_t locus_count;
} pixelgen_genome;

/* zone, species: of a picture, and not NULL for one. A child has the genome of its cross, one of which a part was drawn anew
   that of its first parent. PIXELGEN_INVALID for what the weights cannot draw, or a body that is known by name alone. */
PIXELGEN_API pixelgen_status pixelgen_genome_of(const pixelgen_weights *weights, const pixelgen_parent *creature,
                                                const char *zone, const char *species, pixelgen_genome *genome,
                                                char *message, size_t room);
/* The one text of a genome, "zone species trait=shown/hidden ...". */
PIXELGEN_API pixelgen_status pixelgen_genome_text(const pixelgen_genome *genome, char *text, size_t text_room,
                                                  char *message, size_t room);

/* Who gave the two alleles of a locus: 'A', 'B', or 'n' for one that is new. shown_was, hidden_was: the parent's own allele
   where it became the nearest one that the child's species has, else NULL. */
typedef struct {
    char shown_from, hidden_from;
    const char *shown_was, *hidden_was;
} pixelgen_inherited;

typedef struct {
    pixelgen_genome genome;
    char zone_from, species_from; /* 'A' or 'B' */
    pixelgen_inherited inherited[PIXELGEN_MOST_TRAITS]; /* of the genome's loci */
} pixelgen_child;

/* The child of two genomes at a place of their litter, from 0 on. */
PIXELGEN_API pixelgen_status pixelgen_cross(const pixelgen_weights *weights, const pixelgen_genome *a,
                                            const pixelgen_genome *b, uint64_t seed, int32_t place, pixelgen_child *child,
                                            char *message, size_t room);

typedef struct {
    size_t size;
    int32_t children;  /* 1 to PIXELGEN_MOST_LITTER; by default 8 */
    uint64_t seed;     /* at most 2^63 - 1 */
    const char *pose;  /* of the children; NULL: A's */
    double temperature;
    const char *zone, *species; /* of a parent that is a picture; NULL: the other parent's */
} pixelgen_crossing;

PIXELGEN_API pixelgen_status pixelgen_crossing_init(pixelgen_crossing *how, size_t size);

/* The requests of the children of a cross. Parents and what they point to must stay as long as the litter; it stays as long
   as the weights at most. how: NULL for the defaults. Takes some kilobytes a child. */
typedef struct pixelgen_litter pixelgen_litter;
PIXELGEN_API pixelgen_status pixelgen_litter_make(const pixelgen_weights *weights, const pixelgen_parent *a,
                                                  const pixelgen_parent *b, const pixelgen_crossing *how,
                                                  pixelgen_litter **litter, char *message, size_t room);
PIXELGEN_API void pixelgen_litter_free(pixelgen_litter *litter);
/* NULL beyond the last. */
PIXELGEN_API const pixelgen_request *pixelgen_litter_request(const pixelgen_litter *litter, int32_t place);
PIXELGEN_API const pixelgen_child *pixelgen_litter_child(const pixelgen_litter *litter, int32_t place);

/* A picture of palette indices, row by row, up to PIXELGEN_LARGEST_SIDE both ways, facing right. parts: its part map; NULL,
   or 0 throughout, where nobody knows it. What follows takes some hundred bytes a pixel while it works. */
typedef struct {
    const uint8_t *indices, *parts;
    int32_t height, width;
} pixelgen_picture;

static inline pixelgen_picture pixelgen_picture_of(const pixelgen_sprite *sprite)
{
    const pixelgen_picture made = {sprite->indices, sprite->parts, PIXELGEN_SIDE, PIXELGEN_SIDE};
    return made;
}

/* One light and what it does; thresholds are brightness above or below that of a surface which faces the viewer. */
typedef struct {
    size_t size;
    int32_t light[3];  /* to it: right, up, towards the viewer, in 256ths, at most 256 each */
    int32_t highlight, shadow; /* most shades up and down, 0 to 2 */
    double lit_from, dark_from, deep_from, ambient_occlusion, edge_darkening;
    int32_t rim, glow; /* shades by which the outline near the light and what glows outshine, 0 to 2 */
    int32_t dither, selective_outline;
} pixelgen_style;

/* The light of a zone; NULL: a plain one from the upper left. PIXELGEN_INVALID for an unknown zone or another size. */
PIXELGEN_API pixelgen_status pixelgen_style_init(pixelgen_style *style, size_t size, const char *zone);

/* The picture lit, every pixel on its ramp. lit: height * width. Some tenths of a millisecond for a sprite. */
PIXELGEN_API pixelgen_status pixelgen_shade(const pixelgen_picture *picture, const pixelgen_style *style, uint8_t *lit,
                                            char *message, size_t room);
/* Its normal map, height * width * 4, as Godot reads it: red to the right, green up, blue towards the viewer, each
   (value - 128) / 127; alpha 255 where it is coloured. */
PIXELGEN_API pixelgen_status pixelgen_normals(const pixelgen_picture *picture, uint8_t *rgba, char *message, size_t room);
/* height * width, 255 where a colour glows. */
PIXELGEN_API pixelgen_status pixelgen_emission(const pixelgen_picture *picture, uint8_t *glowing, char *message,
                                               size_t room);

/* What an animal can do: "idle", then "dart" and "turn" where it can; NULL after them. category, species: NULL where they are
   not known. */
PIXELGEN_API pixelgen_status pixelgen_animations(const char *category, const char *species, const char *names[4],
                                                 char *message, size_t room);

typedef struct {
    size_t size;
    const char *category, *species; /* names of the sea; NULL where they are not known */
    const char *animation;          /* by default "idle" */
    int32_t frames;                 /* PIXELGEN_FEWEST_FRAMES to PIXELGEN_MOST_FRAMES; by default 6 */
    int32_t margin;                 /* transparent pixels added on each side, 0 to PIXELGEN_MOST_MARGIN; 2 is room enough */
} pixelgen_motion;

PIXELGEN_API pixelgen_status pixelgen_motion_init(pixelgen_motion *how, size_t size);

/* The canvas of its frames, margin and all; whether the last frame leads into the first; frames that show the picture
   mirrored. */
typedef struct {
    int32_t frames, height, width, loops;
    int32_t durations_ms[PIXELGEN_MOST_FRAMES];
    uint8_t mirrored[PIXELGEN_MOST_FRAMES];
} pixelgen_animation;

/* sources: frames * (height + 2 margin) * (width + 2 margin): which pixel of the picture (row * width + column) each pixel of
   each frame shows, -1 for none. */
PIXELGEN_API pixelgen_status pixelgen_animate(const pixelgen_picture *picture, const pixelgen_motion *how,
                                              pixelgen_animation *made, int32_t *sources, char *message, size_t room);
/* Any layer of the picture, of so many bytes a pixel, moved alike; 0 where a frame is transparent. layer_pixels: of it. */
PIXELGEN_API pixelgen_status pixelgen_move(const void *layer, size_t layer_pixels, int32_t bytes,
                                           const pixelgen_animation *animation, const int32_t *sources, void *moved,
                                           char *message, size_t room);
/* A normal map of 3 or 4 channels; in mirrored frames left and right are exchanged. */
PIXELGEN_API pixelgen_status pixelgen_move_normals(const uint8_t *normals, size_t pixels, int32_t channels,
                                                   const pixelgen_animation *animation, const int32_t *sources,
                                                   uint8_t *moved, char *message, size_t room);

/* Pixels to the right of and down from the upper left corner; -1 and -1 for what is not there. */
typedef struct {
    double x, y;
} pixelgen_point;

/* Where a game hangs things on. lure: the one of the lights that hangs before or above an animal. */
typedef struct {
    pixelgen_point eye, mouth, tail, lure, lights[PIXELGEN_MOST_LIGHTS];
    int32_t light_count;
} pixelgen_anchors;

PIXELGEN_API pixelgen_status pixelgen_anchors_of(const pixelgen_picture *picture, pixelgen_anchors *found, char *message,
                                                 size_t room);
/* In each frame of an animation of the picture, on the frames' canvas. */
PIXELGEN_API pixelgen_status pixelgen_move_anchors(const pixelgen_picture *picture, const pixelgen_animation *animation,
                                                   const int32_t *sources, pixelgen_anchors *found, char *message,
                                                   size_t room);

/* Pictures that somebody drew, once they are decoded: red, green, blue and alpha, 8 bits each. */

typedef struct {
    size_t size;
    int32_t frame_width, frame_height; /* of the frames of a sheet, at most PIXELGEN_MOST_PICTURE_SIDE; by default 0: found */
    int32_t frame_count;               /* of a strip; 1: it is one picture; by default 0: found */
    int32_t faces_left;                /* it is mirrored: what moves, moves to the right */
} pixelgen_taking;

PIXELGEN_API pixelgen_status pixelgen_taking_init(pixelgen_taking *how, size_t size);

/* blocks: the side of blocks of equal pixels that count as one; 1: none. guessed: the frames were found and not told.
   colours: those that were visible; of more than PIXELGEN_MOST_OWN_COLOURS fewer were made. */
typedef struct {
    int32_t frames, height, width, blocks, guessed, colours;
} pixelgen_taken;

/* Frames of 1 to 4,096 pixels a side -> taken_rgba, as large as rgba and perhaps the same: the frames of the picture in at
   most PIXELGEN_MOST_OWN_COLOURS. A single one may be a strip or a sheet. Where nothing is transparent, the corners' colour
   is the background and goes; art that was enlarged becomes small again. how: NULL for the defaults. Takes as much memory
   again. PIXELGEN_INVALID where the frames do not fit, or are larger than PIXELGEN_MOST_PICTURE_SIDE. */
PIXELGEN_API pixelgen_status pixelgen_take_picture(const uint8_t *rgba, int32_t frames, int32_t height, int32_t width,
                                                   const pixelgen_taking *how, pixelgen_taken *taken, uint8_t *taken_rgba,
                                                   char *message, size_t room);

/* Its colours, the transparent one first, the others as they first appear; and the palette index next to each. */
typedef struct {
    int32_t count;
    uint8_t rgba[PIXELGEN_MOST_OWN_COLOURS + 1][4], nearest[PIXELGEN_MOST_OWN_COLOURS + 1];
} pixelgen_own_colours;

/* own: the row of each pixel among them. glow: glow_count times red, green and blue that shine by themselves; only those
   have nearest indices of the ramp glow. PIXELGEN_INVALID for more than PIXELGEN_MOST_OWN_COLOURS. */
PIXELGEN_API pixelgen_status pixelgen_own_colours_of(const uint8_t *rgba, size_t pixels, const uint8_t *glow,
                                                     int32_t glow_count, uint8_t *own, pixelgen_own_colours *found,
                                                     char *message, size_t room);

/* A frame lit in its own colours. picture: of the nearest indices; own, lit: height * width rows of the colours. */
PIXELGEN_API pixelgen_status pixelgen_shade_own(const pixelgen_picture *picture, const pixelgen_style *style,
                                                const uint8_t *own, const pixelgen_own_colours *colours, uint8_t *lit,
                                                char *message, size_t room);

/* What each pixel of a picture belongs to, height * width, as `parts` of a sprite. species: what it shows; NULL where that is
   unknown. Of more than 32 pixels a side, blocks of pixels are named. */
PIXELGEN_API pixelgen_status pixelgen_name_parts(const pixelgen_weights *weights, const pixelgen_picture *picture,
                                                 const char *species, uint8_t *parts, char *message, size_t room);

/* A picture made to fit a sprite, for breeding and mending: PIXELGEN_PIXELS palette indices, the nearest colours, without the
   background. What is larger than 32 pixels a side, even as one pixel a block of equal ones, is made smaller. */
PIXELGEN_API pixelgen_status pixelgen_fit_picture(const uint8_t *rgba, int32_t height, int32_t width, uint8_t *indices,
                                                  char *message, size_t room);

#ifdef __cplusplus
}
#endif
#endif
