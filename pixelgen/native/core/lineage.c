/* A walk without recursion, as deep as any family tree; two tables find what was met before, by place in memory and by
   name. */
#include "lineage.h"
#include "philox.h"
#include "requests.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64, IN_WORK = -1, NAMED_ALONE = -1 };

/* place: IN_WORK while its ancestors are being met. */
struct of_pointer {
    const void *pointer;
    int32_t place;
};

/* A request whose parents are being met; next: which of them. */
typedef struct {
    const pixelgen_request *request;
    int32_t next, parents[PIXELGEN_MOST_PARENTS];
} visit;

int ancestor_parents(const ancestor *of)
{
    return of->request == NULL ? 0 : of->request->parent_count;
}

void ancestor_name(char *name, const ancestor *of)
{
    strcpy(name, of->is_sprite ? "sprite:" : "request:");
    sha256_hex(name + strlen(name), of->digest);
}

void ancestor_draws(uint64_t *draws, const ancestor *of, uint64_t first, size_t count)
{
    uint64_t key[2] = {0, 0};
    for (int byte = 0; byte < 16; byte++)
        key[byte / 8] |= (uint64_t)of->digest[byte] << 8 * (byte % 8);
    philox(draws, count, key, first);
}

static pixelgen_status no_memory(message to)
{
    return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the ancestors");
}

static size_t bucket_of_pointer(const lineage *in, const void *pointer)
{
    const uint64_t mixed = (uint64_t)(uintptr_t)pointer * 0x9e3779b97f4a7c15u;
    size_t at = (size_t)(mixed >> 20) % in->buckets;
    while (in->of_pointer[at].pointer != NULL && in->of_pointer[at].pointer != pointer)
        at = (at + 1) % in->buckets;
    return at;
}

static size_t bucket_of_name(const lineage *in, const uint8_t *digest, int is_sprite)
{
    uint64_t start;
    memcpy(&start, digest, sizeof start);
    size_t at = (size_t)start % in->buckets;
    for (; in->of_name[at] != 0; at = (at + 1) % in->buckets) {
        const ancestor *one = in->list + in->of_name[at] - 1;
        if (one->is_sprite == is_sprite && memcmp(one->digest, digest, SHA256_BYTES) == 0)
            break;
    }
    return at;
}

/* Room for one more of each table; both stay at most a quarter full. */
static int make_room(lineage *in)
{
    if (in->count < in->room && in->pointers < in->room)
        return 1;
    const int32_t room = 2 * in->room;
    lineage wider = {.room = room, .buckets = 4 * (size_t)room, .count = in->count, .pointers = in->pointers};
    wider.list = realloc(in->list, (size_t)room * sizeof *wider.list);
    if (wider.list != NULL)
        in->list = wider.list;
    wider.of_name = calloc(wider.buckets, sizeof *wider.of_name);
    wider.of_pointer = calloc(wider.buckets, sizeof *wider.of_pointer);
    if (wider.list == NULL || wider.of_name == NULL || wider.of_pointer == NULL) {
        free(wider.of_name);
        free(wider.of_pointer);
        return 0;
    }
    for (int32_t place = 0; place < in->count; place++)
        wider.of_name[bucket_of_name(&wider, wider.list[place].digest, wider.list[place].is_sprite)] = place + 1;
    for (size_t at = 0; at < in->buckets; at++)
        if (in->of_pointer[at].pointer != NULL)
            wider.of_pointer[bucket_of_pointer(&wider, in->of_pointer[at].pointer)] = in->of_pointer[at];
    free(in->of_name);
    free(in->of_pointer);
    *in = wider;
    return 1;
}

pixelgen_status lineage_begin(lineage *made, message to)
{
    *made = (lineage){.room = FIRST_ROOM, .buckets = 4 * FIRST_ROOM};
    made->list = malloc(FIRST_ROOM * sizeof *made->list);
    made->of_name = calloc(made->buckets, sizeof *made->of_name);
    made->of_pointer = calloc(made->buckets, sizeof *made->of_pointer);
    return made->list != NULL && made->of_name != NULL && made->of_pointer != NULL ? PIXELGEN_OK : no_memory(to);
}

void lineage_free(lineage *of)
{
    free(of->list);
    free(of->of_name);
    free(of->of_pointer);
    *of = (lineage){0};
}

/* Its place, that of one of the same name where there is one. */
static int32_t put(lineage *in, const ancestor *one)
{
    const size_t at = bucket_of_name(in, one->digest, one->is_sprite);
    if (in->of_name[at] == 0) {
        in->list[in->count++] = *one;
        in->of_name[at] = in->count;
    }
    return in->of_name[at] - 1;
}

static int hex_value(char digit)
{
    return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

/* A picture, or what is known by name alone. */
static int32_t put_leaf(lineage *in, const pixelgen_parent *one)
{
    ancestor made = {.picture = one->picture, .parents = {NAMED_ALONE, NAMED_ALONE}};
    if (one->picture != NULL) {
        made.is_sprite = 1;
        sha256(made.digest, one->picture, PIXELGEN_PIXELS);
        return put(in, &made);
    }
    const char *digits = strchr(one->name, ':') + 1;
    made.is_sprite = one->name[0] == 's';
    for (int byte = 0; byte < SHA256_BYTES; byte++)
        made.digest[byte] = (uint8_t)(16 * hex_value(digits[2 * byte]) + hex_value(digits[2 * byte + 1]));
    return put(in, &made);
}

/* A request whose parents are all there. */
static int32_t put_request(lineage *in, const visit *from)
{
    char canonical[PIXELGEN_LONGEST_REQUEST], names[PIXELGEN_MOST_PARENTS][PARENT_NAME + 1];
    ancestor made = {.request = from->request};
    text_line whole;
    for (int32_t i = 0; i < from->request->parent_count; i++) {
        made.parents[i] = from->parents[i];
        ancestor_name(names[i], in->list + from->parents[i]);
    }
    text_begin(&whole, canonical, sizeof canonical);
    canonical_text(&whole, from->request, names);
    sha256(made.digest, canonical, whole.length);
    return put(in, &made);
}

/* Where a parent stands that was met before, or needs no walk; IN_WORK where the walk must go on with it. */
static pixelgen_status meet(lineage *in, const pixelgen_parent *one, int32_t *place, message to)
{
    const void *pointer = one->request != NULL ? (const void *)one->request : one->picture;
    if (!make_room(in))
        return no_memory(to);
    if (pointer == NULL) {
        *place = put_leaf(in, one);
        return PIXELGEN_OK;
    }
    const size_t at = bucket_of_pointer(in, pointer);
    if (in->of_pointer[at].pointer == NULL) {
        in->pointers++;
        in->of_pointer[at] = (struct of_pointer){pointer, one->request == NULL ? put_leaf(in, one) : IN_WORK};
        *place = in->of_pointer[at].place;
        return PIXELGEN_OK;
    }
    *place = in->of_pointer[at].place;
    if (*place == IN_WORK)
        return refuse(to, PIXELGEN_INVALID, "a request must not be its own ancestor");
    return PIXELGEN_OK;
}

pixelgen_status lineage_add(lineage *in, const pixelgen_parent *one, int32_t *place, message to)
{
    pixelgen_status status = check_parent(one, to);
    size_t depth = 0, room = 0;
    visit *visits = NULL;
    if (status == PIXELGEN_OK)
        status = meet(in, one, place, to);
    const pixelgen_request *begins = status == PIXELGEN_OK && *place == IN_WORK ? one->request : NULL;
    while (status == PIXELGEN_OK && (begins != NULL || depth > 0)) {
        if (begins != NULL) { /* a request that is met for the first time */
            status = check_request(begins, to);
            if (status == PIXELGEN_OK && in->pointers > MOST_LINEAGE)
                status = refuse(to, PIXELGEN_INVALID, "requests have at most %d ancestors", MOST_LINEAGE);
            if (status == PIXELGEN_OK && depth == room) {
                visit *wider = realloc(visits, (2 * room + 8) * sizeof *visits);
                if (wider == NULL)
                    status = no_memory(to);
                else {
                    visits = wider;
                    room = 2 * room + 8;
                }
            }
            if (status == PIXELGEN_OK)
                visits[depth++] = (visit){.request = begins};
            begins = NULL;
            continue;
        }
        visit *top = visits + depth - 1;
        if (top->next < top->request->parent_count) {
            const pixelgen_parent *parent = top->request->parents + top->next;
            status = meet(in, parent, top->parents + top->next, to);
            if (status == PIXELGEN_OK && top->parents[top->next] == IN_WORK)
                begins = parent->request;
            else
                top->next++;
            continue;
        }
        if (!make_room(in)) {
            status = no_memory(to);
            break;
        }
        const int32_t found = put_request(in, top);
        in->of_pointer[bucket_of_pointer(in, top->request)].place = found;
        depth--;
        if (depth > 0)
            visits[depth - 1].parents[visits[depth - 1].next++] = found;
        else
            *place = found;
    }
    free(visits);
    return status;
}
