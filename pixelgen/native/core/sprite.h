/* One sprite on its way: its job, what is written of it, its keys and values. */
#ifndef PIXELGEN_SPRITE_H
#define PIXELGEN_SPRITE_H

#include "forward.h"
#include "writer.h"

typedef struct {
    const pixelgen_job *job;
    int64_t number; /* the caller's */
    key_value_store store;
    size_t length; /* tokens in the store */
    int is_ready;  /* prompt and kept tokens are in the store, all but the last token fed */
    int32_t last_token, last_cell; /* the token fed next, and the cell it was written into */
    size_t row_count;              /* of this pass */
    uint8_t coarse[PIXELGEN_WRITABLE], fine[PIXELGEN_WRITABLE]; /* allowed ids; a pixel is never MASK */
    uint8_t said[PIXELGEN_CELLS];  /* what the network said of a cell after a wrong guess; UNKNOWN when it did not */
    uint8_t bound[PIXELGEN_CELLS]; /* what pinned pixels leave: a colour, MASK for several, UNKNOWN when none is inside */
    writer writer;
} sprite;

/* Begin a job. Complete at once when every cell is kept. */
void sprite_begin(sprite *to, const pixelgen_model *model, const pixelgen_job *job, int64_t number);
/* Feed some more of the prompt and the kept tokens, in one pass -> how many; until the sprite is ready. */
size_t sprite_prefill(sprite *to, const pixelgen_model *model, scratch *work);
int sprite_is_complete(const sprite *of);
/* The row that feeds a token and asks for the writer's next cell; `ahead` of the sprite's length. */
token_row sprite_row(const sprite *from, const pixelgen_model *model, int32_t token, int32_t cell, size_t ahead);
/* The token that logits choose for a cell; and for the writer's next cell, written. */
int32_t sprite_choose(const sprite *from, const pixelgen_model *model, const float *logits, int32_t cell);
int32_t sprite_take(sprite *to, const pixelgen_model *model, const float *logits);

#endif
