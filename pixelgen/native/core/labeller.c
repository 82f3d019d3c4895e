/* A finished sprite -> the part of each coloured pixel: 3x3 convolutions of growing dilation over coloured pixels alone.

   pixelgen/model/labeller.py says what is computed. Sums of products of 8-bit integers are exact in 32 bits in any
   order. Weights and channels are held in 16 bits, which compilers multiply eight at a time. */
#include "pixelgen_parts.h"

#include "messages.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHANNELS = 32,
    PLACES = 9,
    INPUTS = PLACES * CHANNELS,
    BLOCKS = 6,
    LARGEST = 255, /* of a channel */
    ONE_BITS = 7,  /* a weight of 1 stands as 128 */
    REACH = 16,    /* the largest dilation */
    SHADES = 7,    /* of a ramp */
    STEPS = 16,    /* across a drawing, either way */
    RAMPS = 9,
    FIRST_RANKED = 1, /* ink before it outlines, and glow after the last one shines: neither is ranked */
    RANKED = 7,
    WIDE = PIXELGEN_SIDE + 2 * REACH
};

static const int dilations[BLOCKS] = {1, 2, 4, 8, 16, 1};

typedef struct {
    int16_t near[PLACES][PIXELGEN_COLOURS][CHANNELS];
    int16_t own[PIXELGEN_COLOURS][CHANNELS];
    int16_t across[2][STEPS][CHANNELS]; /* columns, rows */
    int16_t blocks[BLOCKS][CHANNELS][INPUTS];
    int16_t bias[BLOCKS][CHANNELS];
    int16_t out[PIXELGEN_PARTS][CHANNELS];
    int16_t out_bias[PIXELGEN_PARTS];
} layers;

struct pixelgen_labeller {
    layers of;
    int32_t species;  /* rows, the unknown one among them */
    int16_t *by_species; /* (species, CHANNELS) */
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

static int read_layers(const pixelgen_tensor *tensors, size_t count, layers *of)
{
    enum { WORD = sizeof(int16_t) };
    return read_integers(tensors, count, "parts.near", of->near, sizeof of->near / WORD) &&
           read_integers(tensors, count, "parts.own", of->own, sizeof of->own / WORD) &&
           read_integers(tensors, count, "parts.across", of->across, sizeof of->across / WORD) &&
           read_integers(tensors, count, "parts.blocks", of->blocks, sizeof of->blocks / WORD) &&
           read_integers(tensors, count, "parts.bias", of->bias, sizeof of->bias / WORD) &&
           read_integers(tensors, count, "parts.out", of->out, sizeof of->out / WORD) &&
           read_integers(tensors, count, "parts.out_bias", of->out_bias, sizeof of->out_bias / WORD);
}

pixelgen_status pixelgen_labeller_make(const pixelgen_tensor *tensors, size_t count, pixelgen_labeller **labeller,
                                       char *text, size_t room)
{
    const message to = {text, room};
    if (labeller == NULL)
        return refuse(to, PIXELGEN_INVALID, "labeller must not be NULL");
    *labeller = NULL;
    const pixelgen_tensor *species = tensors == NULL ? NULL : found(tensors, count, "parts.species");
    if (species == NULL || species->bytes < CHANNELS || species->bytes > 65536 || species->bytes % CHANNELS != 0)
        return refuse(to, PIXELGEN_INVALID, "parts.species must have rows of %d, 2048 at most", CHANNELS);
    pixelgen_labeller *made = calloc(1, sizeof *made);
    if (made == NULL || (made->by_species = malloc(species->bytes * sizeof *made->by_species)) == NULL) {
        free(made);
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the labeller");
    }
    made->species = (int32_t)(species->bytes / CHANNELS);
    if (!read_integers(tensors, count, "parts.species", made->by_species, species->bytes) ||
        !read_layers(tensors, count, &made->of)) {
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
    free(labeller->by_species);
    free(labeller);
}

/* The coloured pixels, a row each, and the planes in which their surroundings are looked up. */
typedef struct {
    int count;
    int16_t at[PIXELGEN_PIXELS];     /* place in a wide plane */
    int16_t row[WIDE * WIDE];        /* `count` where nothing is coloured */
    uint8_t colour[WIDE * WIDE];     /* ranked */
    uint8_t own[PIXELGEN_PIXELS];    /* the colour of each row */
    uint8_t across[PIXELGEN_PIXELS][2]; /* its column and row, in steps across the drawing */
    int16_t before[PIXELGEN_PIXELS + 1][CHANNELS], after[PIXELGEN_PIXELS + 1][CHANNELS]; /* the last row is 0 */
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

static void look(drawing *of, const uint8_t *indices)
{
    uint8_t ranked[PIXELGEN_COLOURS];
    rank(ranked, indices);
    of->count = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        const int at = (pixel / PIXELGEN_SIDE + REACH) * WIDE + pixel % PIXELGEN_SIDE + REACH;
        of->colour[at] = ranked[indices[pixel]];
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
    memset(of->before[of->count], 0, sizeof of->before[0]);
    memset(of->after[of->count], 0, sizeof of->after[0]);
}

static int offset(int place)
{
    return (place / 3 - 1) * WIDE + place % 3 - 1;
}

static int16_t clipped(int32_t channel)
{
    return (int16_t)(channel < 0 ? 0 : channel > LARGEST ? LARGEST : channel);
}

static int32_t dot(const int16_t *a, const int16_t *b, int count)
{
    int32_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

enum { TOGETHER = 4 }; /* rows of weights that share what is loaded of the pixel */

static void dots(const int16_t (*weights)[INPUTS], const int16_t *seen, int32_t *sums)
{
    int32_t a = 0, b = 0, c = 0, d = 0;
    for (int i = 0; i < INPUTS; i++) {
        a += weights[0][i] * seen[i];
        b += weights[1][i] * seen[i];
        c += weights[2][i] * seen[i];
        d += weights[3][i] * seen[i];
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
}

static void first_layer(const layers *of, const int16_t *species, drawing *on)
{
    for (int row = 0; row < on->count; row++) {
        int32_t sums[CHANNELS];
        for (int o = 0; o < CHANNELS; o++)
            sums[o] = species[o] + of->own[on->own[row]][o] + of->across[0][on->across[row][0]][o] +
                      of->across[1][on->across[row][1]][o];
        for (int place = 0; place < PLACES; place++) {
            const int16_t *near = of->near[place][on->colour[on->at[row] + offset(place)]];
            for (int o = 0; o < CHANNELS; o++)
                sums[o] += near[o];
        }
        for (int o = 0; o < CHANNELS; o++)
            on->before[row][o] = clipped(sums[o]);
    }
}

/* From `before` to `after`. */
static void block(const layers *of, int number, drawing *on)
{
    for (int row = 0; row < on->count; row++) {
        int16_t seen[INPUTS];
        for (int place = 0; place < PLACES; place++) {
            const int16_t *channels = on->before[on->row[on->at[row] + dilations[number] * offset(place)]];
            memcpy(seen + place * CHANNELS, channels, sizeof on->before[0]);
        }
        int32_t sums[CHANNELS];
        for (int o = 0; o < CHANNELS; o += TOGETHER)
            dots(&of->blocks[number][o], seen, sums + o);
        for (int o = 0; o < CHANNELS; o++) {
            /* Biased to stay above 0, where dividing rounds down: sums of 288 products are above -2^24. */
            const int32_t sum = sums[o] + (1 << (ONE_BITS - 1)) + (1 << 24);
            const int32_t more = (sum >> ONE_BITS) - (1 << (24 - ONE_BITS));
            on->after[row][o] = clipped(on->before[row][o] + of->bias[number][o] + more);
        }
    }
    memcpy(on->before, on->after, (size_t)on->count * sizeof on->before[0]);
}

static uint8_t likeliest(const layers *of, const int16_t *channels)
{
    int best = 0;
    int32_t most = INT32_MIN;
    for (int part = 0; part < PIXELGEN_PARTS; part++) {
        const int32_t sum = dot(of->out[part], channels, CHANNELS) + (of->out_bias[part] * (1 << ONE_BITS));
        if (sum > most) {
            most = sum;
            best = part;
        }
    }
    return (uint8_t)(1 + best);
}

pixelgen_status pixelgen_labeller_parts(const pixelgen_labeller *labeller, const uint8_t *indices, int32_t species,
                                        uint8_t *parts, char *text, size_t room)
{
    const message to = {text, room};
    if (labeller == NULL || indices == NULL || parts == NULL)
        return refuse(to, PIXELGEN_INVALID, "labeller, indices and parts must not be NULL");
    if (species < 0 || species >= labeller->species)
        return refuse(to, PIXELGEN_INVALID, "species must be 0 to %d; got %d", (int)labeller->species - 1, (int)species);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (indices[pixel] >= PIXELGEN_COLOURS)
            return refuse(to, PIXELGEN_INVALID, "an index must be below %d; got %d", PIXELGEN_COLOURS,
                          (int)indices[pixel]);
    drawing *on = calloc(1, sizeof *on); /* more than a small thread's stack may hold */
    if (on == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the sprite");
    look(on, indices);
    first_layer(&labeller->of, labeller->by_species + species * CHANNELS, on);
    for (int number = 0; number < BLOCKS; number++)
        block(&labeller->of, number, on);
    memset(parts, 0, PIXELGEN_PIXELS);
    for (int row = 0, pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (indices[pixel] != 0)
            parts[pixel] = likeliest(&labeller->of, on->before[row++]);
    free(on);
    return PIXELGEN_OK;
}
