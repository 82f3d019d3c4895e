/* Tensors of a weights file -> a model. */
#include "model.h"

#include <stdlib.h>

enum { PLACES = 28, LEVELS = 7 };

/* In the order in which a group needs them. */
static int read_all(loader *from, void *made)
{
    pixelgen_model *model = made;
    network *net = &model->net;
    const size_t width = net->width, hidden = model->head_hidden;
    int fine = 1;
    for (size_t layer = 0; fine && layer < net->layers; layer++)
        fine = read_block(from, net, layer);
    return fine && read_matrix(from, &model->inner, "head.inner", HALVES * hidden, width, AS_PANELS, HEAD_LEVELS) &&
           read_matrix(from, &model->out, "head.out", HALVES * PIXELGEN_WRITABLE, hidden, AS_COLUMNS,
                       ROOT_LEVELS * ROOT_LEVELS) &&
           read_table(from, &model->near, "head.near", PIXELGEN_NEIGHBOURS * PIXELGEN_KINDS, hidden) &&
           read_table(from, &model->slot, "head.slot", PIXELGEN_SLOTS, hidden) &&
           read_table(from, &model->token, "token",
                      (PIXELGEN_SLOTS - 1) * PIXELGEN_KINDS + (size_t)model->vocabulary, width) &&
           read_table(from, &model->start, "start", PIXELGEN_PROMPT_STEPS, width) &&
           read_table(from, &model->around, "around", PIXELGEN_RING * PIXELGEN_KINDS, width) &&
           read_positions(from, &model->own, "own", PLACES, LEVELS, width) &&
           read_positions(from, &model->target, "target", PLACES, LEVELS, width);
}

static int is_shape(const pixelgen_shape *shape)
{
    return shape != NULL && shape->head_hidden >= 8 && shape->head_hidden <= MOST_WIDTH &&
           shape->vocabulary >= PIXELGEN_KINDS && shape->vocabulary <= 4096;
}

pixelgen_status pixelgen_model_make(const pixelgen_shape *shape, const pixelgen_tensor *tensors,
                                          size_t count, const char *kernel_name, pixelgen_model **model,
                                          char *text, size_t room)
{
    const message to = {text, room};
    if (model == NULL)
        return refuse(to, PIXELGEN_INVALID, "model must not be NULL");
    *model = NULL;
    if (!is_shape(shape))
        return refuse(to, PIXELGEN_INVALID, "the shape is out of range");
    pixelgen_model *made = calloc(1, sizeof *made);
    if (made == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the model");
    made->head_hidden = (size_t)shape->head_hidden;
    made->vocabulary = shape->vocabulary;
    const network_sizes sizes = {shape->layers, shape->width, shape->heads, shape->hidden};
    const size_t outputs = HALVES * (made->head_hidden > PIXELGEN_WRITABLE ? made->head_hidden : PIXELGEN_WRITABLE);
    const pixelgen_status status = network_make(&made->net, &sizes, PIXELGEN_MOST_STEPS, outputs, tensors, count,
                                                kernel_name, read_all, made, to);
    if (status != PIXELGEN_OK) {
        free(made);
        return status;
    }
    make_group_tables(&made->groups, &made->net.tables);
    *model = made;
    return PIXELGEN_OK;
}

void pixelgen_model_free(pixelgen_model *model)
{
    if (model == NULL)
        return;
    network_free(&model->net);
    free(model);
}

const char *pixelgen_model_kernel(const pixelgen_model *model)
{
    return model == NULL ? NULL : model->net.kernel->name;
}
