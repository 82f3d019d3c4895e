/* One sprite on its way: its job, what is written of it, its keys and values. */
#ifndef PIXELGEN_SPRITE_H
#define PIXELGEN_SPRITE_H

#include "forward.h"
#include "group_writer.h"

typedef struct {
    const pixelgen_job *job;
    int64_t number; /* the caller's */
    kv_cache cache;
    size_t length; /* steps in the cache */
    int is_ready;  /* prompt and kept pass are in the cache, all but the last step fed */
    int32_t last_tokens[PIXELGEN_SLOTS], last_place; /* the step fed next */
    size_t row_count;                                /* of this pass */
    uint8_t coarse[PIXELGEN_WRITABLE], fine[PIXELGEN_WRITABLE]; /* allowed ids; a pixel is never MASK */
    kept_cells kept;
    uint16_t kept_pass[PIXELGEN_GROUPS];
    size_t kept_count;
    group_writer writer;
    /* What the network said of groups in rows after a wrong guess, the latest ones: (PIXELGEN_MOST_WINDOW, head_hidden);
       and of the group that was written last, once there is one. */
    float *stale, *latest;
    uint16_t stale_group[PIXELGEN_MOST_WINDOW];
    size_t stale_at;
    int has_latest;
} sprite;

/* Memory of a sprite's place in a batch -> 1, or 0 when there is none. */
int sprite_make(sprite *made, const pixelgen_model *model);
void sprite_free(sprite *of);

/* Begin a job. Complete at once when every pixel is kept. */
void sprite_begin(sprite *to, const pixelgen_model *model, const pixelgen_job *job,
                        int64_t number);
/* Feed some more of the prompt and the kept pass, in one pass -> how many steps; until the sprite is ready. */
size_t sprite_prefill(sprite *to, const pixelgen_model *model, workspace *work);
int sprite_is_complete(const sprite *of);
/* The row that feeds tokens written at a place and asks for the writer's next group; `ahead` of the sprite's length. */
group_row sprite_row(const sprite *from, const pixelgen_model *model, const int32_t *tokens,
                           int32_t place, size_t ahead);
/* The token of the writer's next cell, from what the network said of its group and what is near it. sureness: see
   sampler.h, -1 where kept pixels decide; or NULL. */
int32_t sprite_token(const sprite *from, const pixelgen_model *model, workspace *work,
                           const float *inner, const uint8_t *near, int *sureness);
/* The group that the writer has just completed, at a place, is the step fed next. */
void sprite_accept(sprite *to, int place);

void sprite_put_stale(sprite *to, const pixelgen_model *model, int group, const float *inner);
const float *sprite_stale(const sprite *from, const pixelgen_model *model, int group);

#endif
