/* Offsets of a body's pixels -> for each place of a frame, which pixel it shows. */
#ifndef PIXELGEN_SHOWING_H
#define PIXELGEN_SHOWING_H

#include "movements.h"

enum { LOWEST_RANK = 2 }; /* of a pixel; those below are gaps' */

typedef struct {
    int place, pixel;
} gap;

/* What a frame needs, of the body's memory. rank: of two pixels at one place the higher is seen. */
typedef struct {
    body *of;
    int *rank;
    int64_t *seen;
    gap *gaps;
    uint8_t *holes, *is_long;
} showing;

static inline int sign_of(int number)
{
    return (number > 0) - (number < 0);
}

void showing_begin(showing *made, body *of);
/* An eye hides an outline, and an outline what is inside. */
void showing_outline_first(showing *to);
/* Offsets of neighbours differ by one at most, then; is_long: scratch space. */
void ease_offsets(int *down, int *right, uint8_t *is_long, const body *of);
/* One frame: (height, width) numbers of pixels counted from 1, 0 transparent. */
void showing_frame(int32_t *sources, showing *by, const int *down, const int *right);
/* Frames of offsets (frames, count) on each axis, eased; spare: (count) each. */
void showing_eased(int32_t *sources, showing *by, int *spare[AXES], int *const offsets[AXES], int frames);

#endif
