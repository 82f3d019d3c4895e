#include "core.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    INT = GDEXTENSION_VARIANT_TYPE_INT,
    STRING = GDEXTENSION_VARIANT_TYPE_STRING,
    BYTES = GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY,
    STRINGS = GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY,
    LONGEST_NAME = 64
};

#define CLASS "PixelgenCore"

static void open_weights(void *instance, const void *const *arguments, void *made)
{
    core *self = instance;
    char said[SAID] = "", kernel[LONGEST_NAME];
    pixelgen_weights *opened = NULL;
    godot_text(arguments[1], kernel, sizeof kernel);
    if (self->weights != NULL)
        snprintf(said, sizeof said, "weights are open already; make another PixelgenCore for others");
    else if (pixelgen_open(godot_bytes_of(arguments[0]), godot_byte_count(arguments[0]), kernel[0] == 0 ? NULL : kernel,
                           &opened, said, sizeof said) == PIXELGEN_OK) {
        self->weights = opened;
        said[0] = 0;
    }
    godot_string(made, said);
}

static void digest(void *self, const void *const *arguments, void *made)
{
    const char *found = pixelgen_digest(((core *)self)->weights);
    (void)arguments;
    godot_string(made, found == NULL ? "" : found);
}

static void kernel(void *self, const void *const *arguments, void *made)
{
    const char *found = pixelgen_kernel(((core *)self)->weights);
    (void)arguments;
    godot_string(made, found == NULL ? "" : found);
}

static void version(void *self, const void *const *arguments, void *made)
{
    (void)self, (void)arguments;
    godot_string(made, pixelgen_version());
}

static void engine_version(void *self, const void *const *arguments, void *made)
{
    (void)self, (void)arguments;
    *(int64_t *)made = pixelgen_engine_version();
}

/* A list that ends with NULL. */
static void listed(void *made, const char *const *texts)
{
    size_t count = 0;
    while (texts[count] != NULL)
        count++;
    godot_strings(made, texts, count);
}

static void kernels(void *self, const void *const *arguments, void *made)
{
    const char *running[16] = {NULL};
    size_t count = 0;
    (void)self, (void)arguments;
    for (const char *const *name = pixelgen_kernels(); *name != NULL && count < 15; name++)
        if (pixelgen_kernel_runs(*name))
            running[count++] = *name;
    listed(made, running);
}

static void ramps(void *self, const void *const *arguments, void *made)
{
    (void)self, (void)arguments;
    listed(made, pixelgen_ramps());
}

static void palette(void *self, const void *const *arguments, void *made)
{
    (void)self, (void)arguments;
    godot_bytes(made, pixelgen_palette(), 3 * PIXELGEN_COLOURS);
}

enum { MOST_NAMES = 256 };

static void names(void *instance, const void *const *arguments, void *made)
{
    const core *self = instance;
    const char *found[MOST_NAMES];
    char kind[LONGEST_NAME];
    size_t count = 0;
    godot_text(arguments[0], kind, sizeof kind);
    while (self->weights != NULL && count < MOST_NAMES &&
           (found[count] = pixelgen_name(self->weights, kind, (int32_t)count)) != NULL)
        count++;
    godot_strings(made, found, count);
}

static void trait_names(void *instance, const void *const *arguments, void *made)
{
    const core *self = instance;
    const char *found[MOST_NAMES];
    size_t count = 0;
    (void)arguments;
    while (self->weights != NULL && count < MOST_NAMES &&
           (found[count] = pixelgen_trait_name(self->weights, (int32_t)count)) != NULL)
        count++;
    godot_strings(made, found, count);
}

static const method METHODS[] = {
    {"open", STRING, open_weights, 2, {{"weights", BYTES}, {"kernel", STRING}}},
    {"digest", STRING, digest, 0, {{0}}},
    {"kernel", STRING, kernel, 0, {{0}}},
    {"version", STRING, version, 0, {{0}}},
    {"engine_version", INT, engine_version, 0, {{0}}},
    {"kernels", STRINGS, kernels, 0, {{0}}},
    {"names", STRINGS, names, 1, {{"kind", STRING}}},
    {"trait_names", STRINGS, trait_names, 0, {{0}}},
    {"ramps", STRINGS, ramps, 0, {{0}}},
    {"palette", BYTES, palette, 0, {{0}}},
};

void core_error(void *made, const char *message)
{
    godot_make(GDEXTENSION_VARIANT_TYPE_DICTIONARY, made);
    godot_put_text(made, "error", message);
}

int core_is_open(const core *self, void *made)
{
    if (self->weights == NULL)
        core_error(made, "no weights are open; call open() first");
    return self->weights != NULL;
}

static GDExtensionObjectPtr create(void *userdata, GDExtensionBool notify)
{
    godot_pointer parent = godot_name("RefCounted"), name = godot_name(CLASS);
    core *made = calloc(1, sizeof *made);
    GDExtensionObjectPtr object = made == NULL ? NULL : godot.classdb_construct_object2(&parent);
    (void)userdata, (void)notify; /* a RefCounted has nothing to do then */
    if (object != NULL)
        godot.object_set_instance(object, &name, made);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &name);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &parent);
    return object;
}

static void destroy(void *userdata, GDExtensionClassInstancePtr instance)
{
    core *self = instance;
    (void)userdata;
    pixelgen_close(self->weights);
    free(self);
}

void core_register(GDExtensionClassLibraryPtr library)
{
    godot_pointer parent = godot_name("RefCounted"), name = godot_name(CLASS);
    const GDExtensionClassCreationInfo4 made = {
        .is_exposed = 1, .create_instance_func = create, .free_instance_func = destroy};
    godot.classdb_register_extension_class4(library, &name, &parent, &made);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &name);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &parent);
    methods_register(library, CLASS, METHODS, sizeof METHODS / sizeof *METHODS);
    methods_register(library, CLASS, DRAWING_METHODS, DRAWING_COUNT);
    methods_register(library, CLASS, DNA_METHODS, DNA_COUNT);
    methods_register(library, CLASS, LOOK_METHODS, LOOK_COUNT);
}

void core_unregister(GDExtensionClassLibraryPtr library)
{
    godot_pointer name = godot_name(CLASS);
    godot.classdb_unregister_extension_class(library, &name);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &name);
}
