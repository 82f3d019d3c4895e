/* Tensors of a weights file -> a network: checked, widened, repacked for the kernels. */
#include "network.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

int read_table(loader *from, float **to, const char *name, size_t rows, size_t width)
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

int read_matrix(loader *from, matrix *to, const char *name, size_t outputs, size_t inputs, layout as, int64_t levels)
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

int read_block(loader *from, network *net, size_t layer)
{
    char name[48];
    block *to = net->blocks + layer;
    const size_t width = net->width;
#define NAMED(part) (snprintf(name, sizeof name, "blocks.%u." part, (unsigned)layer), name)
    return read_matrix(from, &to->qkv, NAMED("qkv"), 3 * width, width, AS_PANELS, 127) &&
           read_matrix(from, &to->attention_output, NAMED("mix"), width, width, AS_PANELS, 127) &&
           read_matrix(from, &to->expand, NAMED("expand"), net->hidden, width, AS_PANELS, 127) &&
           read_matrix(from, &to->contract, NAMED("contract"), width, net->hidden, AS_COLUMNS, ROOT_LEVELS * ROOT_LEVELS) &&
           read_steps(from, &to->score, NAMED("score"), net->heads) &&
           read_steps(from, &to->value_step, NAMED("value_step"), net->heads);
#undef NAMED
}

int read_positions(loader *from, position_parts *to, const char *role, size_t places, size_t levels, size_t width)
{
    char name[16];
#define NAMED(part) (snprintf(name, sizeof name, "%s." part, role), name)
    return read_table(from, &to->x, NAMED("x"), places, width) && read_table(from, &to->y, NAMED("y"), places, width) &&
           read_table(from, &to->level, NAMED("level"), levels, width);
#undef NAMED
}

static int are_sizes(const network_sizes *sizes)
{
    return sizes->layers >= 1 && sizes->layers <= MOST_LAYERS && sizes->width >= 8 && sizes->width <= MOST_WIDTH &&
           sizes->heads >= 1 && sizes->heads <= MOST_HEADS && sizes->width % sizes->heads == 0 && sizes->hidden >= 8 &&
           sizes->hidden <= MOST_WIDTH;
}

static size_t larger(size_t one, size_t other)
{
    return one > other ? one : other;
}

static void set_sizes(network *net, const network_sizes *sizes, size_t most_steps, size_t most_outputs)
{
    net->layers = (size_t)sizes->layers;
    net->width = (size_t)sizes->width;
    net->heads = (size_t)sizes->heads;
    net->hidden = (size_t)sizes->hidden;
    net->head_width = net->width / net->heads;
    net->key_bytes = up_to(net->head_width, QUAD);
    net->value_bytes = up_to(net->head_width, PANEL);
    net->most_steps = most_steps;
    net->most_outputs = larger(most_outputs, larger(net->hidden, 4 * net->width)); /* keys of width 1 fill quads */
}

pixelgen_status network_make(network *net, const network_sizes *sizes, size_t most_steps, size_t most_outputs,
                             const pixelgen_tensor *tensors, size_t count, const char *kernel_name, read_model read,
                             void *model, message to)
{
    if (tensors == NULL)
        return refuse(to, PIXELGEN_INVALID, "tensors must not be NULL");
    if (!are_sizes(sizes))
        return refuse(to, PIXELGEN_INVALID, "the shape is out of range");
    net->kernel = find_kernel(kernel_name);
    if (net->kernel == NULL)
        return refuse(to, PIXELGEN_NO_KERNEL, "kernel %s is unknown or not for this processor", kernel_name);
    set_sizes(net, sizes, most_steps, most_outputs);
    net->blocks = calloc(net->layers, sizeof *net->blocks);
    loader from = {tensors, count, to, NULL, 0};
    pixelgen_status status = net->blocks == NULL ? PIXELGEN_NO_MEMORY : PIXELGEN_INVALID;
    if (net->blocks != NULL && read(&from, model)) { /* first the sizes, then the bytes */
        net->arena = aligned_zeros(from.used);
        from.next = net->arena;
        from.used = 0;
        status = net->arena == NULL ? PIXELGEN_NO_MEMORY : read(&from, model) ? PIXELGEN_OK : PIXELGEN_INVALID;
    }
    if (status == PIXELGEN_NO_MEMORY)
        refuse(to, status, "no memory for the weights");
    if (status != PIXELGEN_OK)
        network_free(net);
    else
        make_tables(&net->tables);
    return status;
}

void network_free(network *net)
{
    aligned_free(net->arena);
    free(net->blocks);
    net->arena = NULL;
    net->blocks = NULL;
}

int32_t pixelgen_interface(void)
{
    return PIXELGEN_INTERFACE;
}
