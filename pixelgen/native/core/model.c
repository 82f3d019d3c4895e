/* Tensors of a weights file -> a model: checked, widened, repacked for the kernels. */
#include "model.h"
#include "memory.h"
#include "messages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const pixelgen_tensor *tensors;
    size_t count;
    message message;
    char *next; /* of the arena; NULL while its size is counted */
    size_t used;
} loader;

static void *place(loader *from, size_t bytes)
{
    void *at = from->next == NULL ? NULL : from->next + from->used;
    from->used += up_to(bytes, ALIGNMENT);
    return at;
}

static const void *find(loader *from, const char *name, size_t bytes)
{
    for (size_t i = 0; i < from->count; i++) {
        const pixelgen_tensor *tensor = from->tensors + i;
        if (tensor->name == NULL || strcmp(tensor->name, name) != 0)
            continue;
        if (tensor->data != NULL && tensor->bytes == bytes)
            return tensor->data;
        refuse(from->message, PIXELGEN_INVALID, "tensor %s must have %lu bytes; got %lu", name,
               (unsigned long)bytes, tensor->data == NULL ? 0 : (unsigned long)tensor->bytes);
        return NULL;
    }
    refuse(from->message, PIXELGEN_INVALID, "tensor %s is missing", name);
    return NULL;
}

static float widened(uint16_t half)
{
    const int exponent = half >> 10 & 31, fraction = half & 1023;
    const float size = exponent == 0 ? ldexpf((float)fraction, -24)
                       : exponent == 31 ? INFINITY
                                        : ldexpf((float)(fraction | 1024), exponent - 25);
    return half & 0x8000 ? -size : size;
}

/* (rows, width) float16 -> float32. */
static int read_table(loader *from, float **to, const char *name, size_t rows, size_t width)
{
    const uint8_t *data = find(from, name, rows * width * 2);
    *to = place(from, rows * width * sizeof(float));
    if (data == NULL)
        return 0;
    for (size_t i = 0; i < rows * width; i++) {
        const float value = widened((uint16_t)(data[2 * i] | data[2 * i + 1] << 8));
        if (!(fabsf(value) <= 10000.0f)) {
            refuse(from->message, PIXELGEN_INVALID, "tensor %s holds a number over 10,000", name);
            return 0;
        }
        if (*to != NULL)
            (*to)[i] = value;
    }
    return 1;
}

static int read_steps(loader *from, float **to, const char *name, size_t count)
{
    const uint8_t *data = find(from, name, count * sizeof(float));
    *to = place(from, up_to(count, PANEL) * sizeof(float));
    if (data == NULL)
        return 0;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *byte = data + i * sizeof(float);
        const uint32_t bits = byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 | (uint32_t)byte[3] << 24;
        float value;
        memcpy(&value, &bits, sizeof value);
        if (!(value > 0.0f && value <= 10000.0f)) {
            refuse(from->message, PIXELGEN_INVALID, "tensor %s must be above zero and at most 10,000", name);
            return 0;
        }
        if (*to != NULL)
            (*to)[i] = value;
    }
    return 1;
}

typedef enum { AS_PANELS, AS_COLUMNS } layout;

static size_t packed_bytes(const matrix *of, layout as)
{
    return as == AS_COLUMNS ? of->inputs * up_to(of->outputs, COLUMN) : of->panel_count * of->quads * PANEL * QUAD;
}

static void pack(matrix *made, const int8_t *data, layout as)
{
    const size_t channels = up_to(made->outputs, COLUMN);
    for (size_t output = 0; output < made->outputs; output++)
        for (size_t input = 0; input < made->inputs; input++) {
            const size_t panel = output / PANEL * made->quads + input / QUAD;
            const size_t at = as == AS_COLUMNS ? input * channels + output
                                               : (panel * PANEL + output % PANEL) * QUAD + input % QUAD;
            made->panels[at] = data[output * made->inputs + input];
        }
}

/* Whether every weight is from -127 to 127, and no sum of `levels` times them leaves 32 bits. */
static int is_exact(loader *from, const char *name, const int8_t *data, const matrix *of, int64_t levels)
{
    for (size_t output = 0; output < of->outputs; output++) {
        int64_t most = 0;
        for (size_t input = 0; input < of->inputs; input++, data++) {
            if (*data == -128) {
                refuse(from->message, PIXELGEN_INVALID, "tensor %s holds -128; the arithmetic is exact for -127 to 127",
                       name);
                return 0;
            }
            most += levels * (*data < 0 ? -*data : *data);
        }
        if (most > INT32_MAX) {
            refuse(from->message, PIXELGEN_INVALID, "tensor %s has weights too large for exact sums of channel %lu",
                   name, (unsigned long)output);
            return 0;
        }
    }
    return 1;
}

/* (outputs, inputs) int8 and its scale. levels: the largest activation. */
static int read_matrix(loader *from, matrix *to, const char *name, size_t outputs, size_t inputs, layout as,
                       int64_t levels)
{
    char scale[64];
    snprintf(scale, sizeof scale, "%s.scale", name);
    *to = (matrix){NULL, NULL, inputs, outputs, up_to(inputs, QUAD) / QUAD, up_to(outputs, PANEL) / PANEL};
    const int8_t *data = find(from, name, outputs * inputs);
    to->panels = place(from, packed_bytes(to, as));
    if (data == NULL || !is_exact(from, name, data, to, levels))
        return 0;
    if (to->panels != NULL)
        pack(to, data, as);
    return read_steps(from, &to->scale, scale, outputs);
}

static int read_block(loader *from, pixelgen_model *model, size_t layer)
{
    char name[48];
    block *to = model->blocks + layer;
    const size_t width = model->width;
#define NAMED(part) (snprintf(name, sizeof name, "blocks.%u." part, (unsigned)layer), name)
    return read_matrix(from, &to->qkv, NAMED("qkv"), 3 * width, width, AS_PANELS, 127) &&
           read_matrix(from, &to->attention_output, NAMED("mix"), width, width, AS_PANELS, 127) &&
           read_matrix(from, &to->expand, NAMED("expand"), model->hidden, width, AS_PANELS, 127) &&
           read_matrix(from, &to->contract, NAMED("contract"), width, model->hidden, AS_COLUMNS, ROOT_LEVELS * ROOT_LEVELS) &&
           read_steps(from, &to->score, NAMED("score"), model->heads) &&
           read_steps(from, &to->value_step, NAMED("value_step"), model->heads);
#undef NAMED
}

static int read_positions(loader *from, position_parts *to, const char *role, size_t width)
{
    char name[16];
#define NAMED(part) (snprintf(name, sizeof name, "%s." part, role), name)
    return read_table(from, &to->x, NAMED("x"), X_PLACES, width) &&
           read_table(from, &to->y, NAMED("y"), X_PLACES, width) &&
           read_table(from, &to->level, NAMED("level"), LEVEL_PLACES, width);
#undef NAMED
}

/* In the order in which a token needs them. */
static int read_all(loader *from, pixelgen_model *model)
{
    const size_t width = model->width, vocabulary = (size_t)model->shape.vocabulary;
    int fine = 1;
    for (size_t layer = 0; fine && layer < (size_t)model->shape.layers; layer++)
        fine = read_block(from, model, layer);
    return fine && read_matrix(from, &model->head, "head", PIXELGEN_WRITABLE, width, AS_PANELS, HEAD_LEVELS) &&
           read_table(from, &model->token, "token", vocabulary, width) &&
           read_table(from, &model->around, "around", PIXELGEN_NEIGHBOURS * PIXELGEN_KINDS, width) &&
           read_positions(from, &model->own, "own", width) && read_positions(from, &model->target, "target", width);
}

static int is_shape(const pixelgen_shape *shape)
{
    return shape != NULL && shape->layers >= 1 && shape->layers <= MOST_LAYERS && shape->width >= 8 &&
           shape->width <= MOST_WIDTH && shape->heads >= 1 && shape->heads <= MOST_HEADS &&
           shape->width % shape->heads == 0 && shape->hidden >= 8 && shape->hidden <= MOST_WIDTH &&
           shape->vocabulary >= PIXELGEN_KINDS && shape->vocabulary <= 4096;
}

pixelgen_status pixelgen_model_make(const pixelgen_shape *shape, const pixelgen_tensor *tensors, size_t count,
                                    const char *kernel_name, pixelgen_model **model, char *text, size_t room)
{
    const message to = {text, room};
    if (model == NULL || tensors == NULL)
        return refuse(to, PIXELGEN_INVALID, "model and tensors must not be NULL");
    *model = NULL;
    if (!is_shape(shape))
        return refuse(to, PIXELGEN_INVALID, "the shape is out of range");
    const kernel *chosen = find_kernel(kernel_name);
    if (chosen == NULL)
        return refuse(to, PIXELGEN_NO_KERNEL, "kernel %s is unknown or not for this processor", kernel_name);
    pixelgen_model *made = calloc(1, sizeof *made);
    if (made == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the model");
    made->kernel = chosen;
    made->shape = *shape;
    made->width = (size_t)shape->width;
    made->heads = (size_t)shape->heads;
    made->hidden = (size_t)shape->hidden;
    made->head_width = made->width / made->heads;
    made->key_bytes = up_to(made->head_width, QUAD);
    made->value_bytes = up_to(made->head_width, PANEL);
    made->blocks = calloc((size_t)shape->layers, sizeof *made->blocks);
    loader from = {tensors, count, to, NULL, 0};
    pixelgen_status status = made->blocks == NULL ? PIXELGEN_NO_MEMORY : PIXELGEN_INVALID;
    if (made->blocks != NULL && read_all(&from, made)) { /* first the sizes, then the bytes */
        made->arena = aligned_zeros(from.used);
        from.next = made->arena;
        from.used = 0;
        status = made->arena == NULL ? PIXELGEN_NO_MEMORY : read_all(&from, made) ? PIXELGEN_OK : PIXELGEN_INVALID;
    }
    if (status == PIXELGEN_NO_MEMORY)
        refuse(to, status, "no memory for the weights");
    if (status != PIXELGEN_OK) {
        pixelgen_model_free(made);
        return status;
    }
    make_tables(&made->tables);
    *model = made;
    return PIXELGEN_OK;
}

void pixelgen_model_free(pixelgen_model *model)
{
    if (model == NULL)
        return;
    aligned_free(model->arena);
    free(model->blocks);
    free(model);
}

const char *pixelgen_model_kernel(const pixelgen_model *model)
{
    return model == NULL ? NULL : model->kernel->name;
}

int32_t pixelgen_interface(void)
{
    return PIXELGEN_INTERFACE;
}
