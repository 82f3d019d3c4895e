/* What does not fit is counted and left out. */
#include "texts.h"
#include "decimals.h"

#include <string.h>

void text_begin(text_line *made, char *into, size_t room)
{
    *made = (text_line){into, room, 0};
    if (room > 0)
        into[0] = 0;
}

void text_put(text_line *to, const char *what)
{
    const size_t length = strlen(what);
    if (to->length + length < to->room)
        memcpy(to->text + to->length, what, length + 1);
    to->length += length;
}

void text_whole(text_line *to, uint64_t number)
{
    char digits[21];
    char *at = digits + sizeof digits - 1;
    *at = 0;
    do
        *--at = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    text_put(to, at);
}

void text_decimal(text_line *to, double number)
{
    char decimal[LONGEST_DECIMAL];
    shortest_decimal(decimal, number);
    text_put(to, decimal);
}
