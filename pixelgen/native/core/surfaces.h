/* A part map -> what light has to know of it, as pixelgen/look/lighting/surfaces.py. */
#ifndef PIXELGEN_SURFACES_H
#define PIXELGEN_SURFACES_H

#include "relief.h"

/* parts: of the picture. Nothing to trust once the layout is out of memory. */
void surfaces_make(surfaces *made, layout *on, const uint8_t *parts);

#endif
