/* The header is read twice: the facts first, as they tell which tensors there must be. */
#include "weights_file.h"
#include "json.h"
#include "palette.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD = 8, FACT = 80, LARGEST_SIZE = 4096 };

#define FORMAT_VERSION "2"

static pixelgen_status damaged(message to, const char *reason)
{
    return refuse(to, PIXELGEN_INVALID, "no weights of pixelgen, or damaged: %s", reason);
}

/* A fact of the file; empty when there is none, or one of FACT characters and more. */
static void read_fact(char *text, json facts, const char *name)
{
    json value = json_member(facts, name);
    json_string(&value, text, FACT);
}

/* 0 when it is none of 1 to LARGEST_SIZE. */
static int32_t read_size(json facts, const char *name)
{
    char text[FACT];
    int32_t size = 0;
    read_fact(text, facts, name);
    for (const char *at = text; *at != 0; at++) {
        if (*at < '0' || *at > '9' || size > LARGEST_SIZE)
            return 0;
        size = 10 * size + *at - '0';
    }
    return size > LARGEST_SIZE ? 0 : size;
}

static pixelgen_status read_facts(weights_file *found, json header, message to)
{
    char fact[FACT], palette[PALETTE_HASH + 1];
    json facts = json_member(header, "__metadata__");
    if (facts.is_wrong)
        return damaged(to, "no metadata in the header");
    read_fact(fact, facts, "format_version");
    if (strcmp(fact, FORMAT_VERSION) != 0)
        return damaged(to, "format version must be " FORMAT_VERSION);
    read_fact(fact, facts, "palette");
    palette_hash(palette);
    if (strcmp(fact, palette) != 0)
        return damaged(to, "made for another palette");
    read_fact(fact, facts, "sha256");
    if (strlen(fact) != SHA256_HEX)
        return damaged(to, "the content's hash is not recorded");
    memcpy(found->digest, fact, sizeof found->digest);
    found->shape = (pixelgen_shape){read_size(facts, "layers"), read_size(facts, "width"), read_size(facts, "heads"),
                                    read_size(facts, "hidden"), read_size(facts, "head_hidden"),
                                    read_size(facts, "vocabulary")};
    return PIXELGEN_OK;
}

static void read_pair(json *from, size_t *start, size_t *end)
{
    int count = 0;
    json_enter(from, '[');
    while (json_more(from, ']', &count)) {
        const uint64_t number = json_whole(from);
        if (count > 2 || number > LARGEST_FILE)
            from->is_wrong = 1;
        *(count == 1 ? start : end) = (size_t)number;
    }
    from->is_wrong |= count != 2;
}

static void read_shape(json *from, tensor_entry *to)
{
    json_enter(from, '[');
    while (json_more(from, ']', &to->axes)) {
        const uint64_t number = json_whole(from);
        if (to->axes > MOST_AXES || number > LARGEST_FILE) {
            from->is_wrong = 1;
            return;
        }
        to->shape[to->axes - 1] = number;
    }
}

static void read_entry(json *from, tensor_entry *to)
{
    char key[TENSOR_NAME];
    int count = 0, has_type = 0, has_place = 0;
    json_enter(from, '{');
    while (json_more(from, '}', &count)) {
        json_key(from, key, sizeof key);
        if (strcmp(key, "dtype") == 0) {
            json_string(from, to->type, sizeof to->type);
            has_type = 1;
        } else if (strcmp(key, "shape") == 0)
            read_shape(from, to);
        else if (strcmp(key, "data_offsets") == 0) {
            read_pair(from, &to->start, &to->end);
            has_place = 1;
        } else
            json_skip(from);
    }
    from->is_wrong |= !has_type || !has_place || to->axes == 0;
}

static int ends_with(const char *name, const char *end)
{
    const size_t length = strlen(name), of_end = strlen(end);
    return length >= of_end && strcmp(name + length - of_end, end) == 0;
}

/* What a tensor of this name holds. */
static const char *expected_type(const char *name)
{
    if (strcmp(name, "world") == 0 || strcmp(name, "trait_rows") == 0)
        return "U8";
    if (ends_with(name, ".scale") || ends_with(name, ".score") || ends_with(name, ".value_step"))
        return "F32";
    if (strncmp(name, "blocks.", 7) == 0 || strncmp(name, "parts.", 6) == 0 || strcmp(name, "head.inner") == 0 ||
        strcmp(name, "head.out") == 0)
        return "I8";
    return "F16";
}

static int is_entry(const tensor_entry *of, size_t bytes)
{
    const uint64_t item = strcmp(of->type, "F32") == 0 ? 4 : strcmp(of->type, "F16") == 0 ? 2 : 1;
    uint64_t items = 1;
    for (int axis = 0; axis < of->axes; axis++) {
        items *= of->shape[axis]; /* both at most 2^26 */
        if (items > LARGEST_FILE)
            return 0;
    }
    return strcmp(of->type, expected_type(of->name)) == 0 && of->start <= of->end && of->end <= bytes &&
           of->end - of->start == items * item;
}

static int by_place(const void *one, const void *other)
{
    const tensor_entry *a = one, *b = other;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end == b->end ? 0 : a->end < b->end ? -1 : 1;
}

/* The tensors, one after the other without a gap, each name once. */
static pixelgen_status read_entries(weights_file *found, json header, const uint8_t *data, size_t bytes, message to)
{
    size_t place = 0;
    int count = 0;
    json_enter(&header, '{');
    while (json_more(&header, '}', &count)) {
        tensor_entry entry = {.axes = 0};
        json_key(&header, entry.name, sizeof entry.name);
        if (strcmp(entry.name, "__metadata__") == 0) {
            json_skip(&header);
            continue;
        }
        read_entry(&header, &entry);
        if (header.is_wrong || found->count == MOST_TENSORS)
            return damaged(to, "the header lists no tensors as it must");
        if (!is_entry(&entry, bytes) || find_tensor(found, entry.name) != NULL)
            return refuse(to, PIXELGEN_INVALID,
                          "no weights of pixelgen, or damaged: tensor %s is not of its type, size and place", entry.name);
        found->entries[found->count++] = entry;
    }
    if (!json_is_done(&header))
        return damaged(to, "the header is not JSON");
    qsort(found->entries, found->count, sizeof *found->entries, by_place);
    for (size_t i = 0; i < found->count; i++) {
        const tensor_entry *entry = found->entries + i;
        if (entry->start != place)
            return damaged(to, "tensors overlap or leave a gap");
        place = entry->end;
        found->tensors[i] = (pixelgen_tensor){entry->name, data + entry->start, entry->end - entry->start};
    }
    return place == bytes ? PIXELGEN_OK : damaged(to, "bytes are left over");
}

pixelgen_status read_weights_file(weights_file *found, const uint8_t *bytes, size_t count, message to)
{
    uint64_t header = 0;
    uint8_t digest[SHA256_BYTES];
    char hex[SHA256_HEX + 1];
    memset(found, 0, sizeof *found);
    if (count < HEAD || count > LARGEST_FILE)
        return damaged(to, count < HEAD ? "too short" : "larger than 64 MB");
    for (int i = 0; i < HEAD; i++)
        header |= (uint64_t)bytes[i] << 8 * i;
    if (header > LARGEST_HEADER || header > count - HEAD)
        return damaged(to, header > LARGEST_HEADER ? "a header of over 64 KB" : "cut off inside the header");
    const uint8_t *data = bytes + HEAD + header;
    const size_t left = count - HEAD - (size_t)header;
    const json text = {(const char *)bytes + HEAD, (const char *)data, 0};
    pixelgen_status status = read_facts(found, text, to);
    if (status == PIXELGEN_OK)
        status = read_entries(found, text, data, left, to);
    if (status != PIXELGEN_OK)
        return status;
    sha256(digest, data, left);
    sha256_hex(hex, digest);
    return strcmp(hex, found->digest) == 0 ? PIXELGEN_OK : damaged(to, "the content's hash is not the recorded one");
}

const tensor_entry *find_tensor(const weights_file *in, const char *name)
{
    for (size_t i = 0; i < in->count; i++)
        if (strcmp(in->entries[i].name, name) == 0)
            return in->entries + i;
    return NULL;
}
