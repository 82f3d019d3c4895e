/* What some pixels do in one direction, once a loop -> whole-pixel offsets in every frame: as waves.py and gestures.py of
   pixelgen/look/motion. */
#ifndef PIXELGEN_MOVEMENTS_H
#define PIXELGEN_MOVEMENTS_H

#include "body.h"

typedef enum { DOWN, RIGHT, AXES } axis;
/* A sine goes from -amplitude to amplitude, a raised cosine from 0 to amplitude. */
typedef enum { SINE, RAISED_COSINE } wave_form;

/* Offsets down and to the right, (frames, count) each. amplitude, delay: `count` numbers to work with, the latter in 840ths of
   a loop. */
typedef struct {
    body *of;
    int frames;
    int *offsets[AXES];
    int *amplitude, *delay;
    uint8_t *marked;
} movements;

void movements_begin(movements *made, body *of, int frames);
/* Adds that of the amplitude and the delay. */
void move_along(movements *to, axis on, wave_form form);
/* A category's or a species' idle movements; idle: as shared_tables.h numbers them. */
void add_idle(movements *to, int idle);
/* What lies furthest out stirs by a pixel; the upper rim swells by a pixel. */
void add_tips(movements *to);
void add_polyps(movements *to);

/* How an amplitude grows with the distance from a root. */
typedef struct {
    int first, each, most, late;
} swing;

void add_swing(movements *to, const int *distance, axis on, swing how, const int *delay, int more);
void add_swung(movements *to, const uint8_t *where, swing how, int delay);
/* The sides of the trunk draw in and out again. where: or NULL for all; delay: or NULL. */
void add_breath(movements *to, const uint8_t *where, int pixels, const int *delay);
/* A wave that runs to the tail at the left end. */
void add_tail_beat(movements *to, int tip, int root, int waves, const uint8_t *where);
int grown(int distance, swing how);
int floor_divided(int number, int by);
/* `of` times the cosine of half a turn's share step / steps, rounded towards zero. */
int turned_cosine(int step, int steps, int of);

#endif
