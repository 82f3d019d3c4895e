/* One sprite on its way: its job, what is written of it, its keys and values. */
#ifndef PIXELGEN_SPRITE_H
#define PIXELGEN_SPRITE_H

#include "forward.h"
#include "writer.h"

typedef struct {
    const pixelgen_job *job;
    int64_t number; /* the caller's */
    kv_cache cache;
    size_t length; /* tokens in the cache */
    int is_ready;  /* prompt and kept tokens are in the cache, all but the last token fed */
    int32_t last_token, last_cell; /* the token fed next, and the cell it was written into */
    size_t row_count;              /* of this pass */
    uint8_t coarse[PIXELGEN_WRITABLE], fine[PIXELGEN_WRITABLE]; /* allowed ids; a pixel is never MASK */
    uint8_t proposed[PIXELGEN_CELLS];     /* by the network, in rows after a wrong draft; else UNKNOWN */
    uint8_t pinned_value[PIXELGEN_CELLS]; /* the colour of pinned pixels inside, MASK for several, UNKNOWN for none */
    writer writer;
} sprite;

/* Begin a job. Complete at once when every cell is kept. */
void sprite_begin(sprite *to, const pixelgen_model *model, const pixelgen_job *job, int64_t number);
/* Feed some more of the prompt and the kept tokens, in one pass -> how many; until the sprite is ready. */
size_t sprite_prefill(sprite *to, const pixelgen_model *model, workspace *work);
int sprite_is_complete(const sprite *of);
/* The row that feeds a token and asks for the writer's next cell; `ahead` of the sprite's length. */
token_row sprite_row(const sprite *from, const pixelgen_model *model, int32_t token, int32_t cell, size_t ahead);
/* Sample the token of a cell from its logits; accept: of the writer's next cell, and write it. */
int32_t sprite_sample(const sprite *from, const pixelgen_model *model, const float *logits, int32_t cell);
int32_t sprite_accept(sprite *to, const pixelgen_model *model, const float *logits);

#endif
