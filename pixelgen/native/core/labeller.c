/* A finished sprite -> the part of each coloured pixel: 3x3 convolutions of growing dilation over coloured pixels alone.

   pixelgen/model/labeller.py says what is computed. Sums of products of 8-bit integers are exact in 32 bits in any
   order, so the decoder's kernels multiply here too: a channel is held less MIDDLE, in 8 bits with its sign, and what that
   takes away from a sum, MIDDLE times all of its weights, is put in again. */
#include "pixelgen_parts.h"

#include "kernels.h"
#include "memory.h"
#include "messages.h"

#include <string.h>

enum {
    CHANNELS = 32,
    PLACES = 9,
    INPUTS = PLACES * CHANNELS,
    BLOCKS = 6,
    LARGEST = 254, /* of a channel */
    MIDDLE = 127,
    ONE_BITS = 7,  /* a weight of 1 stands as 128 */
    REACH = 16,    /* the largest dilation */
    SHADES = 7,    /* of a ramp */
    STEPS = 16,    /* across a drawing, either way */
    RAMPS = 9,
    FIRST_RANKED = 1, /* ink before it outlines, and glow after the last one shines: neither is ranked */
    RANKED = 7,
    ROLES = 4, /* of a ramp: nobody knows, the family, the accent, another */
    PANELS = CHANNELS / PANEL,
    QUADS = INPUTS / QUAD,
    SOME = 32, /* pixels whose products are computed in one go */
    WIDE = PIXELGEN_SIDE + 2 * REACH
};

static const int dilations[BLOCKS] = {1, 2, 4, 8, 16, 1};

typedef struct {
    int16_t near[PLACES][PIXELGEN_COLOURS][CHANNELS];
    int16_t own[PIXELGEN_COLOURS][CHANNELS];
    int16_t across[2][STEPS][CHANNELS]; /* columns, rows */
    int16_t roles[PLACES][ROLES][CHANNELS];
    int8_t blocks[BLOCKS][PANELS][QUADS][PANEL][QUAD]; /* as a kernel reads them */
    int32_t bias[BLOCKS][CHANNELS]; /* what is added to a sum before it is divided */
    int16_t out[PIXELGEN_PARTS][CHANNELS];
    int32_t out_bias[PIXELGEN_PARTS];
} layers;

struct pixelgen_labeller {
    layers of; /* the first: it begins where the memory does, at a cache line */
    const kernel *by;
    int32_t rows;  /* of what is told */
    int16_t *told; /* (rows, CHANNELS) */
};

static const pixelgen_tensor *found(const pixelgen_tensor *tensors, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (tensors[i].name != NULL && tensors[i].data != NULL && strcmp(tensors[i].name, name) == 0)
            return tensors + i;
    return NULL;
}

/* 0 when there is no such tensor of so many bytes. */
static int read_integers(const pixelgen_tensor *tensors, size_t count, const char *name, void *into, size_t values)
{
    const pixelgen_tensor *tensor = found(tensors, count, name);
    if (tensor == NULL || tensor->bytes != values)
        return 0;
    const int8_t *from = tensor->data;
    int16_t *to = into;
    for (size_t i = 0; i < values; i++) {
        if (from[i] == INT8_MIN)
            return 0;
        to[i] = from[i];
    }
    return 1;
}

/* The weights of a block as panels. bias: of its outputs, as they stand in the file. */
static void lay_block(layers *of, int number, const int16_t (*weights)[INPUTS], const int16_t *bias)
{
    for (int o = 0; o < CHANNELS; o++) {
        int32_t sum = 0;
        for (int i = 0; i < INPUTS; i++) {
            of->blocks[number][o / PANEL][i / QUAD][o % PANEL][i % QUAD] = (int8_t)weights[o][i];
            sum += weights[o][i];
        }
        /* A whole channel is 1 << ONE_BITS here, and halves are rounded up. */
        of->bias[number][o] = MIDDLE * sum + bias[o] * (1 << ONE_BITS) + (1 << (ONE_BITS - 1));
    }
}

typedef struct {
    int16_t weights[BLOCKS][CHANNELS][INPUTS], bias[BLOCKS][CHANNELS], out_bias[PIXELGEN_PARTS];
} raw_layers;

/* An older labeller has no roles: they stay 0. */
static int read_layers(const pixelgen_tensor *tensors, size_t count, layers *of, raw_layers *raw, int has_roles)
{
    enum { WORD = sizeof(int16_t) };
    if (!read_integers(tensors, count, "parts.near", of->near, sizeof of->near / WORD) ||
        !read_integers(tensors, count, "parts.own", of->own, sizeof of->own / WORD) ||
        !read_integers(tensors, count, "parts.across", of->across, sizeof of->across / WORD) ||
        (has_roles && !read_integers(tensors, count, "parts.roles", of->roles, sizeof of->roles / WORD)) ||
        !read_integers(tensors, count, "parts.blocks", raw->weights, sizeof raw->weights / WORD) ||
        !read_integers(tensors, count, "parts.bias", raw->bias, sizeof raw->bias / WORD) ||
        !read_integers(tensors, count, "parts.out", of->out, sizeof of->out / WORD) ||
        !read_integers(tensors, count, "parts.out_bias", raw->out_bias, sizeof raw->out_bias / WORD))
        return 0;
    for (int number = 0; number < BLOCKS; number++)
        lay_block(of, number, raw->weights[number], raw->bias[number]);
    for (int part = 0; part < PIXELGEN_PARTS; part++) {
        of->out_bias[part] = raw->out_bias[part] * (1 << ONE_BITS);
        for (int i = 0; i < CHANNELS; i++)
            of->out_bias[part] += MIDDLE * of->out[part][i];
    }
    return 1;
}

pixelgen_status pixelgen_labeller_make(const pixelgen_tensor *tensors, size_t count, const char *kernel_name,
                                       pixelgen_labeller **labeller, char *text, size_t room)
{
    const message to = {text, room};
    if (labeller == NULL)
        return refuse(to, PIXELGEN_INVALID, "labeller must not be NULL");
    *labeller = NULL;
    const pixelgen_tensor *told = tensors == NULL ? NULL : found(tensors, count, "parts.told");
    const int knows_ids = told != NULL;
    if (tensors != NULL && !knows_ids)
        told = found(tensors, count, "parts.species");
    if (told == NULL || told->bytes < CHANNELS || told->bytes > 65536 || told->bytes % CHANNELS != 0)
        return refuse(to, PIXELGEN_INVALID, "parts.told must have rows of %d, 2048 at most", CHANNELS);
    const kernel *by = find_kernel(kernel_name);
    if (by == NULL)
        return refuse(to, PIXELGEN_INVALID, "no kernel '%.32s' runs here", kernel_name == NULL ? "" : kernel_name);
    pixelgen_labeller *made = aligned_zeros(sizeof *made);
    raw_layers *raw = malloc(sizeof *raw);
    if (made == NULL || raw == NULL || (made->told = malloc(told->bytes * sizeof *made->told)) == NULL) {
        free(raw);
        pixelgen_labeller_free(made);
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the labeller");
    }
    made->by = by;
    made->rows = (int32_t)(told->bytes / CHANNELS);
    const int is_read = read_integers(tensors, count, told->name, made->told, told->bytes) &&
                        read_layers(tensors, count, &made->of, raw, knows_ids);
    free(raw);
    if (!is_read) {
        pixelgen_labeller_free(made);
        return refuse(to, PIXELGEN_INVALID, "the tensors of the labeller are not those that it must have");
    }
    *labeller = made;
    return PIXELGEN_OK;
}

void pixelgen_labeller_free(pixelgen_labeller *labeller)
{
    if (labeller == NULL)
        return;
    free(labeller->told);
    aligned_free(labeller);
}

/* The coloured pixels, a row each, and the planes in which their surroundings are looked up. */
typedef struct {
    int count;
    int16_t at[PIXELGEN_PIXELS];     /* place in a wide plane */
    int16_t row[WIDE * WIDE];        /* `count` where nothing is coloured */
    uint8_t colour[WIDE * WIDE];     /* ranked */
    uint8_t role[WIDE * WIDE];       /* of its ramp */
    uint8_t own[PIXELGEN_PIXELS];    /* the colour of each row */
    uint8_t across[PIXELGEN_PIXELS][2]; /* its column and row, in steps across the drawing */
    int8_t before[PIXELGEN_PIXELS + 1][CHANNELS], after[PIXELGEN_PIXELS][CHANNELS]; /* less MIDDLE; the last row is of 0 */
    int32_t sums[SOME][CHANNELS];
    int8_t seen[SOME][INPUTS];
} drawing;

/* Colours with their ramps exchanged: of the ramps from FIRST_RANKED on, the most used becomes the first of them. */
static void rank(uint8_t *colours, const uint8_t *indices)
{
    int counts[RAMPS] = {0}, order[RANKED];
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (indices[pixel] != 0)
            counts[(indices[pixel] - 1) / SHADES]++;
    for (int ramp = 0; ramp < RANKED; ramp++) {
        int place = ramp;
        for (; place > 0 && counts[FIRST_RANKED + order[place - 1]] < counts[FIRST_RANKED + ramp]; place--)
            order[place] = order[place - 1];
        order[place] = ramp;
    }
    for (int colour = 0; colour < PIXELGEN_COLOURS; colour++)
        colours[colour] = (uint8_t)colour;
    for (int place = 0; place < RANKED; place++)
        for (int shade = 0; shade < SHADES; shade++)
            colours[1 + (FIRST_RANKED + order[place]) * SHADES + shade] =
                (uint8_t)(1 + (FIRST_RANKED + place) * SHADES + shade);
}

/* The columns (axis 0) or rows (1) of the coloured pixels in equal steps. */
static void measure(drawing *of, int axis)
{
    int first = WIDE, last = 0;
    for (int row = 0; row < of->count; row++) {
        const int place = axis ? of->at[row] / WIDE : of->at[row] % WIDE;
        first = place < first ? place : first;
        last = place > last ? place : last;
    }
    for (int row = 0; row < of->count; row++) {
        const int place = axis ? of->at[row] / WIDE : of->at[row] % WIDE;
        of->across[row][axis] = (uint8_t)((place - first) * STEPS / (last - first + 1));
    }
}

static void cast(uint8_t *roles, const pixelgen_told *told)
{
    const int other = told->family < 0 || told->accent < 0 ? 0 : 3;
    roles[0] = 0;
    for (int colour = 1; colour < PIXELGEN_COLOURS; colour++) {
        const int ramp = (colour - 1) / SHADES;
        roles[colour] = (uint8_t)(ramp == told->family ? 1 : ramp == told->accent ? 2 : other);
    }
}

static void look(drawing *of, const uint8_t *indices, const pixelgen_told *told)
{
    uint8_t ranked[PIXELGEN_COLOURS], roles[PIXELGEN_COLOURS];
    rank(ranked, indices);
    cast(roles, told);
    of->count = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        const int at = (pixel / PIXELGEN_SIDE + REACH) * WIDE + pixel % PIXELGEN_SIDE + REACH;
        of->colour[at] = ranked[indices[pixel]];
        of->role[at] = roles[indices[pixel]];
        if (indices[pixel] != 0) {
            of->own[of->count] = indices[pixel];
            of->at[of->count++] = (int16_t)at;
        }
    }
    measure(of, 0);
    measure(of, 1);
    for (int at = 0; at < WIDE * WIDE; at++)
        of->row[at] = (int16_t)of->count;
    for (int row = 0; row < of->count; row++)
        of->row[of->at[row]] = (int16_t)row;
    memset(of->before[of->count], -MIDDLE, sizeof of->before[0]);
}

static int offset(int place)
{
    return (place / 3 - 1) * WIDE + place % 3 - 1;
}

static int8_t clipped(int32_t channel)
{
    return (int8_t)((channel < 0 ? 0 : channel > LARGEST ? LARGEST : channel) - MIDDLE);
}

static void plus(int32_t *sums, const int16_t *row)
{
    for (int o = 0; o < CHANNELS; o++)
        sums[o] += row[o];
}

static void first_layer(const layers *of, const int32_t *told, drawing *on)
{
    for (int row = 0; row < on->count; row++) {
        int32_t sums[CHANNELS];
        memcpy(sums, told, sizeof sums);
        plus(sums, of->own[on->own[row]]);
        plus(sums, of->across[0][on->across[row][0]]);
        plus(sums, of->across[1][on->across[row][1]]);
        for (int place = 0; place < PLACES; place++) {
            const int at = on->at[row] + offset(place);
            plus(sums, of->near[place][on->colour[at]]);
            plus(sums, of->roles[place][on->role[at]]);
        }
        for (int o = 0; o < CHANNELS; o++)
            on->before[row][o] = clipped(sums[o]);
    }
}

/* From `before` to `after`. */
static void block(const pixelgen_labeller *labeller, int number, drawing *on)
{
    const layers *of = &labeller->of;
    for (int first = 0, count; first < on->count; first += count) {
        count = on->count - first < SOME ? on->count - first : SOME;
        for (int row = 0; row < count; row++)
            for (int place = 0; place < PLACES; place++) {
                const int at = on->at[first + row] + dilations[number] * offset(place);
                memcpy(on->seen[row] + place * CHANNELS, on->before[on->row[at]], CHANNELS);
            }
        labeller->by->matmul(on->sums[0], CHANNELS, of->blocks[number][0][0][0], PANELS, QUADS, on->seen[0], INPUTS,
                             (size_t)count, 0);
        for (int row = 0; row < count; row++)
            for (int o = 0; o < CHANNELS; o++) {
                /* Biased to stay above 0, where dividing rounds down: what 288 products give is above -2^24. */
                const int32_t sum = on->sums[row][o] + of->bias[number][o] + (1 << 24);
                const int32_t more = (sum >> ONE_BITS) - (1 << (24 - ONE_BITS));
                on->after[first + row][o] = clipped(on->before[first + row][o] + MIDDLE + more);
            }
    }
    memcpy(on->before, on->after, (size_t)on->count * sizeof on->before[0]);
}

static uint8_t likeliest(const layers *of, const int8_t *channels)
{
    int best = 0;
    int32_t most = INT32_MIN;
    for (int part = 0; part < PIXELGEN_PARTS; part++) {
        int32_t sum = of->out_bias[part];
        for (int i = 0; i < CHANNELS; i++)
            sum += of->out[part][i] * channels[i];
        if (sum > most) {
            most = sum;
            best = part;
        }
    }
    return (uint8_t)(1 + best);
}

static int is_ramp(int32_t ramp)
{
    return ramp >= -1 && ramp < RAMPS;
}

pixelgen_status pixelgen_labeller_parts(const pixelgen_labeller *labeller, const uint8_t *indices,
                                        const pixelgen_told *told, uint8_t *parts, char *text, size_t room)
{
    const message to = {text, room};
    int32_t sums[CHANNELS] = {0};
    if (labeller == NULL || indices == NULL || told == NULL || parts == NULL || (told->count > 0 && told->rows == NULL))
        return refuse(to, PIXELGEN_INVALID, "labeller, indices, told and parts must not be NULL");
    if (told->count > PIXELGEN_IDS || !is_ramp(told->family) || !is_ramp(told->accent))
        return refuse(to, PIXELGEN_INVALID, "told must be at most %d rows, and ramps of -1 to %d", PIXELGEN_IDS,
                      RAMPS - 1);
    for (size_t i = 0; i < told->count; i++) {
        if (told->rows[i] < 0 || told->rows[i] >= labeller->rows)
            return refuse(to, PIXELGEN_INVALID, "a row must be 0 to %d; got %d", (int)labeller->rows - 1,
                          (int)told->rows[i]);
        plus(sums, labeller->told + told->rows[i] * CHANNELS);
    }
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (indices[pixel] >= PIXELGEN_COLOURS)
            return refuse(to, PIXELGEN_INVALID, "an index must be below %d; got %d", PIXELGEN_COLOURS,
                          (int)indices[pixel]);
    drawing *on = calloc(1, sizeof *on); /* more than a small thread's stack may hold */
    if (on == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the sprite");
    look(on, indices, told);
    first_layer(&labeller->of, sums, on);
    for (int number = 0; number < BLOCKS; number++)
        block(labeller, number, on);
    memset(parts, 0, PIXELGEN_PIXELS);
    for (int row = 0, pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (indices[pixel] != 0)
            parts[pixel] = likeliest(&labeller->of, on->before[row++]);
    free(on);
    return PIXELGEN_OK;
}
