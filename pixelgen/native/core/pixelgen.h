/* pixelgen in plain C11: the manual.

   Needs nothing but a C library, starts no thread, calls nothing back and keeps nothing but what it is asked to make.
   Every call checks what it is given and answers with a status; where that is not PIXELGEN_OK, `message`, of `room`
   bytes, says in one line what was expected (NULL and 0: nobody wants to know). The same bytes on every machine. */
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
    PIXELGEN_SIDE = 32,
    PIXELGEN_PIXELS = 1024, /* of a sprite, row by row from the top left one */
    PIXELGEN_COLOURS = 64   /* palette indices; 0 is transparent */
};

typedef enum {
    PIXELGEN_OK = 0,
    PIXELGEN_INVALID = 1,   /* an argument is not what it must be */
    PIXELGEN_NO_MEMORY = 2,
    PIXELGEN_NO_KERNEL = 3, /* unknown, not compiled in, or not for this processor */
    PIXELGEN_STOPPED = 4    /* the flag said so */
} pixelgen_status;

/* The interface that this library was built with. */
PIXELGEN_API int32_t pixelgen_interface(void);

/* The kernels that this library holds, best first, ending with NULL; and whether this processor can run one. */
PIXELGEN_API const char *const *pixelgen_kernels(void);
PIXELGEN_API int pixelgen_kernel_runs(const char *name);

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
