/* One ancestor of a DNA <-> bytes, as pixelgen/requests/dna_members.py and dna_picture.py. */
#ifndef PIXELGEN_DNA_MEMBERS_H
#define PIXELGEN_DNA_MEMBERS_H

#include "arena.h"
#include "lineage.h"
#include "world.h"

enum { OLD_DNA = 1, DNA_VERSION = 2 };

/* Bytes that grow; is_out once there is no memory, and nothing is put any more. */
typedef struct {
    uint8_t *bytes;
    size_t count, room;
    int is_out;
} byte_writer;

void put_bytes(byte_writer *to, const void *bytes, size_t count);
void put_byte(byte_writer *to, int byte);
void put_number(byte_writer *to, uint64_t number); /* LEB128 */

/* What a request without parents is drawn as. species: NULL for none. */
typedef struct {
    const char *species;
    pixelgen_trait traits[PIXELGEN_MOST_TRAITS];
    int32_t trait_count;
} chosen_traits;

/* back: how many members before it each parent stands; chosen: or NULL. */
void put_request(byte_writer *to, const pixelgen_request *request, const int32_t *back, const chosen_traits *chosen);
void put_picture(byte_writer *to, const uint8_t *indices);
void put_name_alone(byte_writer *to, const ancestor *of);

/* What is read; once something is wrong, `status` and the message say so, and nothing is read any more. */
typedef struct {
    const uint8_t *bytes;
    size_t count, at;
    arena *memory;
    message to;
    pixelgen_status status;
} byte_reader;

void fail(byte_reader *from, const char *reason);
int take_byte(byte_reader *from);
uint64_t take_number(byte_reader *from);
const uint8_t *take_bytes(byte_reader *from, size_t count); /* NULL where they end too early */

/* The next member, its memory the reader's. before: those that stand before it, `count` of them. */
void take_member(byte_reader *from, pixelgen_parent *made, chosen_traits *chosen, const pixelgen_parent *before,
                 size_t count, int version);

/* The picture itself, PIXELGEN_PIXELS indices: dna_pictures.c. */
void pack_picture(byte_writer *to, const uint8_t *indices);
void unpack_picture(byte_reader *from, uint8_t *indices);

#endif
