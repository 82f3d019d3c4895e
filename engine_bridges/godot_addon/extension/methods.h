/* A table of C functions -> methods of a class of the engine, called with Variants or directly. Knows nothing of creatures. */
#ifndef PIXELGEN_METHODS_H
#define PIXELGEN_METHODS_H

#include "godot.h"

enum { MOST_ARGUMENTS = 3 };

/* Types are GDExtensionVariantTypes; a Dictionary comes as the Variant that holds it. */
typedef struct {
    const char *name;
    int result; /* NIL for none */
    /* arguments: pointers to values of the types; made: room for the result, which it fills */
    void (*body)(void *self, const void *const *arguments, void *made);
    int count;
    struct {
        const char *name;
        int type;
    } arguments[MOST_ARGUMENTS];
} method;

/* Add them all to a class that is registered; the table stays as long as the class. */
void methods_register(GDExtensionClassLibraryPtr library, const char *class_name, const method *table, size_t count);

#endif
