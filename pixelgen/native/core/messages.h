/* What is wrong -> a status and one line for the caller. */
#ifndef PIXELGEN_MESSAGES_H
#define PIXELGEN_MESSAGES_H

#include "pixelgen_common.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct {
    char *text;
    size_t room;
} message;

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static inline pixelgen_status
refuse(message to, pixelgen_status status, const char *format, ...)
{
    if (to.text != NULL && to.room > 0) {
        va_list values;
        va_start(values, format);
        vsnprintf(to.text, to.room, format, values);
        va_end(values);
    }
    return status;
}

#endif
