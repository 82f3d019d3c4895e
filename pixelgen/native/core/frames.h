/* Offsets of a body's pixels -> for each pixel of every frame, which pixel it shows: as maps.py, darting.py, turning.py and
   idling.py of pixelgen/look/motion. */
#ifndef PIXELGEN_FRAMES_H
#define PIXELGEN_FRAMES_H

#include "movements.h"

/* seen: (frames, height, width), the number of a body's pixel counted from 1, 0 transparent. Nothing is to be trusted once
   the body is out of memory. */
void idle_frames(int32_t *seen, body *of, int idle, int frames);
/* heading: as shared_tables.h numbers them, not HEADING_NONE. The last frame is the picture itself. */
void dart_frames(int32_t *seen, int32_t *durations_ms, body *of, int frames, int heading);
/* mirrored: which frames are to be mirrored; the last one is the picture mirrored. */
void turn_frames(int32_t *seen, uint8_t *mirrored, int32_t *durations_ms, body *of, int frames);

#endif
