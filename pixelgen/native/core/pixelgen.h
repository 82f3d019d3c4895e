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
    PIXELGEN_INTERFACE = 9, /* raised whenever a structure or a function of the library changes */
    PIXELGEN_ENGINE = 7, /* raised whenever the same weights and request would give other pixels */
    PIXELGEN_SIDE = 32,
    PIXELGEN_PIXELS = 1024, /* of a sprite, row by row from the top left one */
    PIXELGEN_COLOURS = 64,  /* palette indices; 0 is transparent */
    PIXELGEN_MOST_TRAITS = 16,
    PIXELGEN_LONGEST_REQUEST = 4096, /* bytes of a canonical text at most, with the 0 at its end */
    PIXELGEN_IDS = 12                /* of a prompt */
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

/* What is wished for; texts stay the caller's. */
typedef struct {
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
} pixelgen_request;

/* The defaults; zone and category are to be filled in. PIXELGEN_INVALID, and nothing written, for another size than that of
   the header that the library was built with. */
PIXELGEN_API pixelgen_status pixelgen_request_init(pixelgen_request *request, size_t size);

/* The canonical text: the one JSON text of the request, equal for equal requests; PIXELGEN_LONGEST_REQUEST bytes are always
   room enough. Its SHA-256 decides all that is random. */
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

/* PIXELGEN_INVALID for names that the weights do not know, and for values that a species does not have. */
PIXELGEN_API pixelgen_status pixelgen_individual_of(const pixelgen_weights *weights, const pixelgen_request *request,
                                                    pixelgen_individual *found, char *message, size_t room);

/* parts: what each pixel belongs to, 1 body, 2 head and so on as pixelgen/parts.py names them; 0 where it is transparent, and
   everywhere where the weights have no labeller. */
typedef struct {
    uint8_t indices[PIXELGEN_PIXELS], parts[PIXELGEN_PIXELS];
} pixelgen_sprite;

/* How sprites are drawn; nothing here changes a pixel. */
typedef struct {
    size_t size;
    int32_t rows;                 /* sprites side by side, 1 to 64; more are faster in all, and the first comes later */
    int32_t window;               /* groups of pixels verified at once, 1 to 32 */
    const volatile int32_t *stop; /* raised by another thread to other than 0, met within some milliseconds; or NULL */
    volatile int32_t *drawn;      /* told how many sprites are complete; or NULL */
} pixelgen_drawing;

PIXELGEN_API pixelgen_status pixelgen_drawing_init(pixelgen_drawing *how, size_t size);

/* Draws a sprite for each request, in order, in the caller's thread; some tens of milliseconds each with a vector kernel.
   how: NULL for the defaults. Takes about 1.8 MB a row while it draws. PIXELGEN_INVALID before anything is drawn when a
   request cannot be; after PIXELGEN_STOPPED some sprites are written, others not. */
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

#ifdef __cplusplus
}
#endif
#endif
