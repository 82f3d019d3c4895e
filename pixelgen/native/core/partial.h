/* A request that keeps pixels of its first parent -> what the decoder is to draw, and what it drew -> the child: as
   pixelgen/drawing/breeding.py and inheriting.py. */
#ifndef PIXELGEN_PARTIAL_H
#define PIXELGEN_PARTIAL_H

#include "creatures.h"
#include "ramps.h"
#include "requests.h"

/* A ramp of the parent's, and the one that it becomes. */
typedef struct {
    int is_there, before, after;
} exchange;

typedef struct {
    const pixelgen_sprite *parent;
    uint8_t pinned[PIXELGEN_PIXELS];   /* as a job has it */
    uint8_t anew[PIXELGEN_PIXELS];     /* 0 where the pixels are the parent's */
    uint8_t colours[PIXELGEN_COLOURS];
    uint8_t recoloured[PIXELGEN_COLOURS]; /* colour drawn -> colour of the child, of one with a mask */
    exchange family, accent;              /* of a child of a cross */
    int is_child;
    int32_t prompt[PIXELGEN_PROMPT];
} partial;

/* one: of a lineage, with a mask or a heredity; parents: the sprites of those that decide its pixels. made_it: 0 where a
   child of a cross keeps nothing, which is drawn as any other. */
pixelgen_status make_partial(partial *made, int *made_it, const pixelgen_weights *weights, const lineage *in,
                             const ancestor *one, const pixelgen_sprite *const *parents, message to);
pixelgen_status complete_partial(pixelgen_sprite *child, const partial *of, const pixelgen_weights *weights,
                                 const uint8_t *drawn, message to);

#endif
