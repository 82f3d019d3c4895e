/* A picture -> what an engine lights it with itself, its normals and what glows: as pixelgen/look/normals.py. */
#include "palette.h"
#include "relief.h"

#include <string.h>

static const float MIDDLE = 128.5f, CHANNEL = 127.0f;

pixelgen_status pixelgen_normals(const pixelgen_picture *picture, uint8_t *rgba, char *said, size_t room)
{
    const message to = {said, room};
    relief of;
    if (rgba == NULL)
        return refuse(to, PIXELGEN_INVALID, "rgba must not be NULL");
    const pixelgen_status status = relief_make(&of, picture, to);
    for (int y = 0; status == PIXELGEN_OK && y < picture->height; y++)
        for (int x = 0; x < picture->width; x++, rgba += 4) {
            const int cell = (y + 1) * of.on.row + x + 1;
            memset(rgba, 0, 4);
            if (!of.filled[cell])
                continue;
            rgba[0] = (uint8_t)(of.facing.right[cell] * CHANNEL + MIDDLE); /* the half in it rounds */
            rgba[1] = (uint8_t)(of.facing.up[cell] * CHANNEL + MIDDLE);
            rgba[2] = (uint8_t)(of.facing.out[cell] * CHANNEL + MIDDLE);
            rgba[3] = 255;
        }
    relief_free(&of);
    return status;
}

pixelgen_status pixelgen_emission(const pixelgen_picture *picture, uint8_t *glowing, char *said, size_t room)
{
    const message to = {said, room};
    layout on;
    if (glowing == NULL)
        return refuse(to, PIXELGEN_INVALID, "glowing must not be NULL");
    const pixelgen_status status = layout_begin(&on, picture, to);
    for (int pixel = 0; status == PIXELGEN_OK && pixel < on.height * on.width; pixel++)
        glowing[pixel] = picture->indices[pixel] >= FIRST_GLOW ? 255 : 0;
    return status;
}
