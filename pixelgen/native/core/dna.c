/* version, engine, first bytes of the weights' digest, count of ancestors, then each once, parents before children: as
   pixelgen/requests/dna.py. */
#include "creatures.h"
#include "dna_members.h"
#include "dna_text.h"
#include "palette.h"

#include <stdlib.h>
#include <string.h>

enum { WEIGHTS_DIGITS = 16, WEIGHTS_BYTES = WEIGHTS_DIGITS / 2, UNPLACED = -1 };

struct pixelgen_dna {
    arena memory;
    const pixelgen_request *request;
    chosen_traits chosen; /* of the request */
    char weights[WEIGHTS_DIGITS + 1];
    int32_t engine, version;
};

static void take_all(byte_reader *from, pixelgen_dna *made)
{
    made->version = take_byte(from);
    if (from->status == PIXELGEN_OK && made->version != OLD_DNA && made->version != DNA_VERSION)
        from->status = refuse(from->to, PIXELGEN_INVALID,
                              "the DNA has version %d; this pixelgen reads versions %d and %d", (int)made->version, OLD_DNA,
                              DNA_VERSION);
    const uint64_t engine = take_number(from);
    const uint8_t *weights = take_bytes(from, WEIGHTS_BYTES);
    const uint64_t count = take_number(from);
    if (from->status == PIXELGEN_OK && (count < 1 || count > PIXELGEN_MOST_ANCESTORS || engine > INT32_MAX))
        from->status = refuse(from->to, PIXELGEN_INVALID, "a DNA has 1 to %d ancestors; got %lu", PIXELGEN_MOST_ANCESTORS,
                              (unsigned long)count);
    if (from->status != PIXELGEN_OK)
        return;
    made->engine = (int32_t)engine;
    for (int digit = 0; digit < WEIGHTS_DIGITS; digit++)
        made->weights[digit] = "0123456789abcdef"[weights[digit / 2] >> (digit % 2 ? 0 : 4) & 15];
    size_t room = 0, members = 0;
    pixelgen_parent *list = NULL;
    while (members < count && from->status == PIXELGEN_OK) { /* grows with what is there, not with what is promised */
        if (members == room) {
            pixelgen_parent *wider = realloc(list, (2 * room + 16) * sizeof *wider);
            if (wider == NULL) {
                from->status = refuse(from->to, PIXELGEN_NO_MEMORY, "no memory for the DNA");
                break;
            }
            list = wider;
            room = 2 * room + 16;
        }
        take_member(from, list + members, &made->chosen, list, members, made->version);
        members++;
    }
    if (from->status == PIXELGEN_OK) {
        made->request = list[members - 1].request;
        if (made->request == NULL || from->at != from->count)
            fail(from, "the DNA must end with a request; it was not made by pixelgen");
    }
    free(list);
}

pixelgen_status pixelgen_dna_read(const char *line, size_t length, pixelgen_dna **dna, char *said, size_t room)
{
    const message to = {said, room};
    char own[256];
    if (line == NULL || dna == NULL)
        return refuse(to, PIXELGEN_INVALID, "text and dna must not be NULL");
    *dna = NULL;
    byte_reader from = {.to = {own, sizeof own}, .status = PIXELGEN_OK};
    uint8_t *content = malloc(length < PIXELGEN_LONGEST_DNA ? length + 1 : 1);
    pixelgen_dna *made = calloc(1, sizeof *made);
    if (content == NULL || made == NULL)
        from.status = refuse(from.to, PIXELGEN_NO_MEMORY, "no memory for the DNA");
    else
        from.status = dna_text_read(line, length, content, &from.count, from.to);
    if (from.status == PIXELGEN_OK) {
        from.bytes = content;
        from.memory = &made->memory;
        take_all(&from, made);
    }
    free(content);
    if (from.status == PIXELGEN_OK)
        *dna = made;
    else {
        refuse(to, from.status, "%s", own);
        pixelgen_dna_free(made);
    }
    return from.status;
}

void pixelgen_dna_free(pixelgen_dna *dna)
{
    if (dna == NULL)
        return;
    arena_free(&dna->memory);
    free(dna);
}

const pixelgen_request *pixelgen_dna_request(const pixelgen_dna *dna)
{
    return dna == NULL ? NULL : dna->request;
}

const char *pixelgen_dna_weights(const pixelgen_dna *dna)
{
    return dna == NULL ? NULL : dna->weights;
}

int32_t pixelgen_dna_engine(const pixelgen_dna *dna)
{
    return dna == NULL ? 0 : dna->engine;
}

int32_t pixelgen_dna_version(const pixelgen_dna *dna)
{
    return dna == NULL ? 0 : dna->version;
}

const char *pixelgen_dna_species(const pixelgen_dna *dna)
{
    return dna == NULL ? NULL : dna->chosen.species;
}

int32_t pixelgen_dna_traits(const pixelgen_dna *dna, const pixelgen_trait **traits)
{
    if (dna == NULL || traits == NULL)
        return 0;
    *traits = dna->chosen.traits;
    return dna->chosen.trait_count;
}

/* Members in the order of a DNA -> how many. place: of each of the lineage in it, UNPLACED for those that are left out. As
   `family` of dna.py walks: the parents of those so many generations back are left out. */
typedef struct {
    int32_t member, depth;
    int is_done;
} step;

static int32_t order_of(int32_t *order, int32_t *place, step *steps, const lineage *in, int32_t root, int32_t generations)
{
    int32_t count = 0, waiting = 0;
    for (int32_t i = 0; i < in->count; i++)
        place[i] = UNPLACED;
    steps[waiting++] = (step){root, 0, 0};
    while (waiting > 0) {
        const step one = steps[--waiting];
        const ancestor *member = in->list + one.member;
        const int parents = ancestor_parents(member);
        if (place[one.member] != UNPLACED)
            continue;
        if (one.is_done || parents == 0 || (generations > 0 && one.depth == generations)) {
            place[one.member] = count;
            order[count++] = one.member;
            continue;
        }
        steps[waiting++] = (step){one.member, one.depth, 1};
        for (int i = parents - 1; i >= 0; i--)
            steps[waiting++] = (step){member->parents[i], one.depth + 1, 0};
    }
    return count;
}

static pixelgen_status find_chosen(chosen_traits *found, const pixelgen_weights *weights, const pixelgen_request *request,
                                   message to)
{
    pixelgen_individual one;
    const pixelgen_status status = pixelgen_individual_of(weights, request, &one, to.text, to.room);
    if (status != PIXELGEN_OK)
        return status;
    found->species = one.species;
    found->trait_count = one.trait_count;
    memcpy(found->traits, one.traits, sizeof found->traits);
    return PIXELGEN_OK;
}

static pixelgen_status put_members(byte_writer *written, const pixelgen_weights *weights, const lineage *in,
                                   const int32_t *order, const int32_t *place, int32_t count, message to)
{
    for (int32_t number = 0; number < count; number++) {
        const ancestor *member = in->list + order[number];
        const int parents = ancestor_parents(member);
        int32_t back[PIXELGEN_MOST_PARENTS];
        int are_there = 1;
        for (int i = 0; i < parents; i++) {
            back[i] = number - place[member->parents[i]];
            are_there &= place[member->parents[i]] != UNPLACED;
        }
        if (member->picture != NULL)
            put_picture(written, member->picture);
        else if (member->request == NULL || !are_there)
            put_name_alone(written, member);
        else {
            chosen_traits chosen = {.species = NULL};
            const pixelgen_status status = parents > 0 ? PIXELGEN_OK : find_chosen(&chosen, weights, member->request, to);
            if (status != PIXELGEN_OK)
                return status;
            put_request(written, member->request, back, chosen.species == NULL ? NULL : &chosen);
        }
    }
    put_bytes(written, "\0\0\0", 4); /* room for the check */
    return written->is_out ? refuse(to, PIXELGEN_NO_MEMORY, "no memory for the DNA") : PIXELGEN_OK;
}

static pixelgen_status write_members(byte_writer *written, const pixelgen_weights *weights, const lineage *in, int32_t root,
                                     int32_t generations, message to)
{
    const size_t members = (size_t)in->count;
    int32_t *order = malloc(2 * members * sizeof *order);
    step *steps = malloc((3 * members + 1) * sizeof *steps);
    pixelgen_status status = PIXELGEN_OK;
    if (order == NULL || steps == NULL)
        status = refuse(to, PIXELGEN_NO_MEMORY, "no memory for the DNA");
    else {
        int32_t *place = order + members;
        const int32_t count = order_of(order, place, steps, in, root, generations);
        if (count > PIXELGEN_MOST_ANCESTORS)
            status = refuse(to, PIXELGEN_INVALID, "a DNA holds at most %d ancestors; got %d; use `generations`",
                            PIXELGEN_MOST_ANCESTORS, (int)count);
        else {
            put_number(written, (uint64_t)count);
            status = put_members(written, weights, in, order, place, count, to);
        }
    }
    free(order);
    free(steps);
    return status;
}

pixelgen_status pixelgen_dna_write(const pixelgen_weights *weights, const pixelgen_request *request, int32_t generations,
                                   char *dna, size_t dna_room, char *said, size_t room)
{
    const message to = {said, room};
    const pixelgen_parent root = {.request = request};
    byte_writer written = {0};
    lineage in = {0};
    int32_t place;
    if (weights == NULL || request == NULL || dna == NULL)
        return refuse(to, PIXELGEN_INVALID, "weights, request and dna must not be NULL");
    if (generations < 0 || generations > PIXELGEN_MOST_ANCESTORS)
        return refuse(to, PIXELGEN_INVALID, "generations must be 0 (all) to %d; got %d", PIXELGEN_MOST_ANCESTORS,
                      (int)generations);
    pixelgen_status status = lineage_begin(&in, to);
    if (status == PIXELGEN_OK)
        status = lineage_add(&in, &root, &place, to);
    if (status == PIXELGEN_OK) {
        const char *digest = pixelgen_digest(weights);
        put_byte(&written, DNA_VERSION);
        put_number(&written, PIXELGEN_ENGINE);
        for (int byte = 0; byte < WEIGHTS_BYTES; byte++) {
            static const char DIGITS[] = "0123456789abcdef";
            const long high = strchr(DIGITS, digest[2 * byte]) - DIGITS, low = strchr(DIGITS, digest[2 * byte + 1]) - DIGITS;
            put_byte(&written, (int)(16 * high + low));
        }
        status = write_members(&written, weights, &in, place, generations, to);
    }
    if (status == PIXELGEN_OK) {
        const size_t length = dna_text_length(written.count - 4);
        if (length >= dna_room || length >= PIXELGEN_LONGEST_DNA)
            status = refuse(to, PIXELGEN_INVALID, "the DNA needs %lu bytes; got room for %lu", (unsigned long)length + 1,
                            (unsigned long)dna_room);
        else
            dna_text_write(dna, written.bytes, written.count - 4);
    }
    free(written.bytes);
    lineage_free(&in);
    return status;
}
