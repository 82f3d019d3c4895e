/* JSON (RFC 8259), to a depth that no stack minds. */
#include "json.h"

#include <string.h>

enum { DEEPEST = 32 };

static int next(json *from) /* the next character that is no space, not taken; 0 at the end */
{
    while (from->at < from->end && (*from->at == ' ' || *from->at == '\t' || *from->at == '\n' || *from->at == '\r'))
        from->at++;
    return from->is_wrong || from->at == from->end ? 0 : (unsigned char)*from->at;
}

static void take(json *from, char expected)
{
    if (next(from) == (unsigned char)expected)
        from->at++;
    else
        from->is_wrong = 1;
}

static void take_word(json *from, const char *word)
{
    const size_t length = strlen(word);
    if (from->is_wrong || (size_t)(from->end - from->at) < length || memcmp(from->at, word, length) != 0)
        from->is_wrong = 1;
    else
        from->at += length;
}

void json_enter(json *from, char open)
{
    take(from, open);
}

int json_more(json *from, char close, int *count)
{
    const int found = next(from);
    if (found == 0)
        from->is_wrong = 1;
    else if (found == close) {
        from->at++;
        return 0;
    } else if ((*count)++ > 0)
        take(from, ',');
    return !from->is_wrong;
}

/* From the backslash to the last character of the escape -> whether it is one. */
static int take_escape(json *from)
{
    from->at++;
    if (from->at == from->end || *from->at == 0 || strchr("\"\\/bfnrtu", *from->at) == NULL)
        return 0;
    for (int digits = *from->at == 'u' ? 4 : 0; digits > 0; digits--) {
        from->at++;
        if (from->at == from->end || *from->at == 0 ||
            strchr("0123456789abcdefABCDEF", *from->at) == NULL)
            return 0;
    }
    return 1;
}

/* Its first character and its length between the quotes; whether it has escapes. */
static size_t find_string(json *from, const char **first, int *has_escapes)
{
    *has_escapes = 0;
    take(from, '"');
    *first = from->at;
    for (; !from->is_wrong && from->at < from->end; from->at++) {
        if (*from->at == '"')
            return (size_t)(from->at++ - *first);
        if ((unsigned char)*from->at < ' ')
            break;
        if (*from->at == '\\') {
            *has_escapes = 1;
            if (!take_escape(from))
                break;
        }
    }
    from->is_wrong = 1;
    return 0;
}

void json_string(json *from, char *text, size_t room)
{
    const char *first;
    int has_escapes;
    const size_t length = find_string(from, &first, &has_escapes);
    if (from->is_wrong || has_escapes || length >= room || memchr(first, 0, length) != NULL) {
        from->is_wrong = 1;
        text[0] = 0;
        return;
    }
    memcpy(text, first, length);
    text[length] = 0;
}

void json_key(json *from, char *text, size_t room)
{
    json_string(from, text, room);
    take(from, ':');
}

uint64_t json_whole(json *from)
{
    uint64_t number = 0;
    int digits = 0;
    for (int found = next(from); found >= '0' && found <= '9' && !from->is_wrong; digits++) {
        if ((digits > 0 && number == 0) || digits == 16) /* no leading zero */
            from->is_wrong = 1;
        number = 10 * number + (uint64_t)(found - '0');
        from->at++;
        found = from->at < from->end ? (unsigned char)*from->at : 0;
    }
    if (digits == 0 || number > (uint64_t)1 << 53 || (from->at < from->end && strchr(".eE", *from->at) != NULL))
        from->is_wrong = 1;
    return from->is_wrong ? 0 : number;
}

int json_is_null(json *from)
{
    if (next(from) != 'n')
        return 0;
    take_word(from, "null");
    return !from->is_wrong;
}

static void skip_digits(json *from)
{
    const char *first = from->at;
    while (from->at < from->end && *from->at >= '0' && *from->at <= '9')
        from->at++;
    from->is_wrong |= from->at == first;
}

static void skip_number(json *from)
{
    if (*from->at == '-')
        from->at++;
    skip_digits(from);
    if (from->at < from->end && *from->at == '.') {
        from->at++;
        skip_digits(from);
    }
    if (from->at < from->end && (*from->at == 'e' || *from->at == 'E')) {
        from->at++;
        if (from->at < from->end && (*from->at == '+' || *from->at == '-'))
            from->at++;
        skip_digits(from);
    }
}

static void skip_string(json *from)
{
    const char *first;
    int has_escapes;
    find_string(from, &first, &has_escapes);
}

static void skip_to_depth(json *from, int depth)
{
    const int found = next(from);
    int count = 0;
    if (found == '"')
        skip_string(from);
    else if (found == 't')
        take_word(from, "true");
    else if (found == 'f')
        take_word(from, "false");
    else if (found == 'n')
        take_word(from, "null");
    else if (found == '-' || (found >= '0' && found <= '9'))
        skip_number(from);
    else if ((found == '{' || found == '[') && depth < DEEPEST) {
        from->at++;
        while (json_more(from, found == '{' ? '}' : ']', &count)) {
            if (found == '{') {
                next(from);
                skip_string(from);
                take(from, ':');
            }
            skip_to_depth(from, depth + 1);
        }
    } else
        from->is_wrong = 1;
}

void json_skip(json *from)
{
    skip_to_depth(from, 0);
}

json json_member(json of, const char *name)
{
    int count = 0;
    json_enter(&of, '{');
    while (json_more(&of, '}', &count)) {
        const char *first;
        int has_escapes;
        next(&of);
        const size_t length = find_string(&of, &first, &has_escapes);
        take(&of, ':');
        if (!of.is_wrong && !has_escapes && length == strlen(name) && memcmp(first, name, length) == 0)
            return of;
        json_skip(&of);
    }
    of.is_wrong = 1;
    return of;
}

int json_is_done(json *from)
{
    return !from->is_wrong && next(from) == 0 && from->at == from->end;
}
