/* Tensors of a weights file of single cells -> a model. */
#include "model.h"

#include <stdlib.h>

/* In the order in which a token needs them. */
static int read_all(loader *from, void *made)
{
    pixelgen_model *model = made;
    network *net = &model->net;
    const size_t width = net->width;
    int fine = 1;
    for (size_t layer = 0; fine && layer < net->layers; layer++)
        fine = read_block(from, net, layer);
    return fine && read_matrix(from, &model->head, "head", PIXELGEN_WRITABLE, width, AS_PANELS, HEAD_LEVELS) &&
           read_table(from, &model->token, "token", (size_t)model->vocabulary, width) &&
           read_table(from, &model->around, "around", PIXELGEN_NEIGHBOURS * PIXELGEN_KINDS, width) &&
           read_positions(from, &model->own, "own", X_PLACES, LEVEL_PLACES, width) &&
           read_positions(from, &model->target, "target", X_PLACES, LEVEL_PLACES, width);
}

pixelgen_status pixelgen_model_make(const pixelgen_shape *shape, const pixelgen_tensor *tensors, size_t count,
                                    const char *kernel_name, pixelgen_model **model, char *text, size_t room)
{
    const message to = {text, room};
    if (model == NULL)
        return refuse(to, PIXELGEN_INVALID, "model must not be NULL");
    *model = NULL;
    if (shape == NULL || shape->vocabulary < PIXELGEN_KINDS || shape->vocabulary > 4096)
        return refuse(to, PIXELGEN_INVALID, "the shape is out of range");
    pixelgen_model *made = calloc(1, sizeof *made);
    if (made == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the model");
    made->vocabulary = shape->vocabulary;
    const network_sizes sizes = {shape->layers, shape->width, shape->heads, shape->hidden};
    const pixelgen_status status = network_make(&made->net, &sizes, PIXELGEN_MOST_TOKENS, PIXELGEN_WRITABLE, tensors,
                                                count, kernel_name, read_all, made, to);
    if (status == PIXELGEN_OK)
        *model = made;
    else
        free(made);
    return status;
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
