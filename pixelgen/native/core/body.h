/* Palette indices -> where the parts of an animal are: eyes, bulk, fins, limbs, what sticks out, neighbours: as
   pixelgen/look/motion/anatomy.py. All coloured pixels stand in one list, row by row; every array of `count` numbers here and
   in the motions follows that list. */
#ifndef PIXELGEN_BODY_H
#define PIXELGEN_BODY_H

#include "arena.h"
#include "layout.h"

enum { MOST_EYES = 4, EYE_WINDOW = 25, OUT_OF_REACH = 999 };

typedef struct {
    int left, top, right, bottom; /* all inclusive */
} box;

typedef struct {
    int y, x, count;        /* its top left dark pixel */
    int pixel[EYE_WINDOW];  /* with the ring around it */
} animal_eye;

/* pieces one after the other; start has one more than there are. */
typedef struct {
    int count, *start, *pixel;
} piece_list;

typedef struct {
    arena memory;
    int is_out; /* of memory: nothing is to be trusted */
    int height, width, count;
    const uint8_t *indices;  /* of the canvas */
    int *y, *x, *along, *above, *out; /* along, above: percent of the width from the left, of the height from below */
    int *place;              /* (height + 2, width + 2): number of each pixel, -1 where transparent */
    uint8_t *edge, *kinds, *bulk;
    box whole, core;
    int *first, *second;     /* pairs that touch: straight ones, then diagonal ones */
    int straight, pairs;
    int eye_count;
    animal_eye eyes[MOST_EYES];
} body;

/* indices, parts (height * width): of the canvas; parts NULL where nobody knows them. */
void body_make(body *made, const uint8_t *indices, const uint8_t *parts, int height, int width, int has_eyes);
void body_free(body *of);

/* Its eyes, of a body that is whole but for them. */
void body_find_eyes(body *made);

/* Zeros of the body's memory; NULL, and is_out, where there is none. */
void *body_take(body *from, size_t bytes);
/* marked: `count`, 1 where the part map names one of these kinds; nothing where that are too few to be a part -> any. */
int body_named(uint8_t *marked, const body *of, uint32_t kinds);
/* The connected pieces of what is marked, diagonally too, that have enough pixels to be a part. */
void body_pieces(piece_list *found, body *of, const uint8_t *marked);
/* Steps through coloured pixels, diagonal ones too, from the nearest that is marked; OUT_OF_REACH. */
void body_steps(int *steps, body *of, const uint8_t *marked);
int body_limbs(uint8_t *marked, const body *of);
void body_fins(uint8_t *marked, const body *of);
/* The number of the pixel at a place of the canvas, or one beside it; -1 for none. */
static inline int body_at(const body *of, int y, int x)
{
    return of->place[(y + 1) * (of->width + 2) + x + 1];
}
static inline int body_is_top(const body *of, int pixel)
{
    return body_at(of, of->y[pixel] - 1, of->x[pixel]) < 0;
}

#endif
