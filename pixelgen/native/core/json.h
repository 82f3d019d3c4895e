/* JSON text -> its values one after the other, nothing kept and nothing allocated. */
#ifndef PIXELGEN_JSON_H
#define PIXELGEN_JSON_H

#include <stddef.h>
#include <stdint.h>

/* Where reading has come to. Once something is not as it must be, is_wrong is 1 and nothing is read any more. */
typedef struct {
    const char *at, *end;
    int is_wrong;
} json;

/* Enter an object or an array ('{' or '['); then once before each member: 1 while there is one more, 0 after its close. */
void json_enter(json *from, char open);
int json_more(json *from, char close, int *count);
/* A string without escapes, and a 0 after it; one of `room` characters and more is wrong. */
void json_string(json *from, char *text, size_t room);
/* The same, and the ':' after it. */
void json_key(json *from, char *text, size_t room);
/* A whole number from 0 to 2^53. */
uint64_t json_whole(json *from);
/* 1 and nothing more to read of the value when it is null. */
int json_is_null(json *from);
/* Any value. */
void json_skip(json *from);
/* The value of a member of the object that comes next; is_wrong where there is none. Keys with
   escapes are passed over. */
json json_member(json of, const char *name);
/* Whether nothing but spaces is left. */
int json_is_done(json *from);

#endif
