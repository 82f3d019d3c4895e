#include "methods.h"

#include <string.h>

static void call(void *userdata, GDExtensionClassInstancePtr self, const GDExtensionConstVariantPtr *given,
                 GDExtensionInt count, GDExtensionVariantPtr result, GDExtensionCallError *error)
{
    const method *of = userdata;
    godot_value values[MOST_ARGUMENTS], made;
    const void *arguments[MOST_ARGUMENTS];
    if (count != of->count) {
        error->error = count < of->count ? GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS
                                         : GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS;
        error->expected = of->count;
        return;
    }
    for (int i = 0; i < of->count; i++)
        if (!godot.variant_can_convert_strict(godot.variant_get_type(given[i]), of->arguments[i].type)) {
            error->error = GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT;
            error->argument = i;
            error->expected = of->arguments[i].type;
            return;
        }
    for (int i = 0; i < of->count; i++) {
        const int type = of->arguments[i].type;
        arguments[i] = type == GDEXTENSION_VARIANT_TYPE_DICTIONARY ? (const void *)given[i] : &values[i];
        if (type != GDEXTENSION_VARIANT_TYPE_DICTIONARY)
            godot_unwrap(type, &values[i], given[i]);
    }
    of->body(self, arguments, &made);
    if (of->result != GDEXTENSION_VARIANT_TYPE_NIL) {
        godot_wrap(of->result, result, &made);
        godot_free(of->result, &made);
    }
    for (int i = 0; i < of->count; i++)
        if (of->arguments[i].type != GDEXTENSION_VARIANT_TYPE_DICTIONARY)
            godot_free(of->arguments[i].type, &values[i]);
    error->error = GDEXTENSION_CALL_OK;
}

static void call_directly(void *userdata, GDExtensionClassInstancePtr self, const GDExtensionConstTypePtr *given,
                          GDExtensionTypePtr result)
{
    const method *of = userdata;
    godot_variant variants[MOST_ARGUMENTS];
    godot_value made;
    const void *arguments[MOST_ARGUMENTS];
    for (int i = 0; i < of->count; i++) {
        arguments[i] = given[i];
        if (of->arguments[i].type == GDEXTENSION_VARIANT_TYPE_DICTIONARY) {
            godot_wrap(GDEXTENSION_VARIANT_TYPE_DICTIONARY, &variants[i], given[i]);
            arguments[i] = &variants[i];
        }
    }
    of->body(self, arguments, &made);
    if (of->result != GDEXTENSION_VARIANT_TYPE_NIL) {
        /* the engine made an empty one there, which ours replaces */
        static const size_t sizes[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX] = {
            [GDEXTENSION_VARIANT_TYPE_BOOL] = sizeof(GDExtensionBool),
            [GDEXTENSION_VARIANT_TYPE_INT] = sizeof(int64_t),
            [GDEXTENSION_VARIANT_TYPE_STRING] = sizeof(godot_pointer),
            [GDEXTENSION_VARIANT_TYPE_DICTIONARY] = sizeof(godot_pointer),
            [GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY] = sizeof(godot_packed),
            [GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY] = sizeof(godot_packed),
        };
        godot_free(of->result, result);
        memcpy(result, &made, sizes[of->result]);
    }
    for (int i = 0; i < of->count; i++)
        if (of->arguments[i].type == GDEXTENSION_VARIANT_TYPE_DICTIONARY)
            godot.variant_destroy(&variants[i]);
}

static GDExtensionPropertyInfo information(int type, const char *name, godot_pointer names[2], godot_pointer *hint)
{
    names[0] = godot_name(name);
    names[1] = godot_name("");
    godot_string(hint, "");
    const GDExtensionPropertyInfo made = {type, &names[0], &names[1], 0, hint, 6 /* PROPERTY_USAGE_DEFAULT */};
    return made;
}

static void forget(godot_pointer names[2], godot_pointer *hint)
{
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &names[0]);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &names[1]);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING, hint);
}

static void add(GDExtensionClassLibraryPtr library, godot_pointer *class_name, const method *of)
{
    godot_pointer title = godot_name(of->name), names[MOST_ARGUMENTS + 1][2], hints[MOST_ARGUMENTS + 1];
    GDExtensionPropertyInfo arguments[MOST_ARGUMENTS], result;
    GDExtensionClassMethodArgumentMetadata plain[MOST_ARGUMENTS] = {0};
    for (int i = 0; i < of->count; i++)
        arguments[i] = information(of->arguments[i].type, of->arguments[i].name, names[i], &hints[i]);
    result = information(of->result, "", names[MOST_ARGUMENTS], &hints[MOST_ARGUMENTS]);
    const GDExtensionClassMethodInfo made = {
        .name = &title,
        .method_userdata = (void *)of,
        .call_func = call,
        .ptrcall_func = call_directly,
        .method_flags = GDEXTENSION_METHOD_FLAGS_DEFAULT,
        .has_return_value = of->result != GDEXTENSION_VARIANT_TYPE_NIL,
        .return_value_info = of->result != GDEXTENSION_VARIANT_TYPE_NIL ? &result : NULL,
        .argument_count = (uint32_t)of->count,
        .arguments_info = arguments,
        .arguments_metadata = plain,
    };
    godot.classdb_register_extension_class_method(library, class_name, &made);
    for (int i = 0; i < of->count; i++)
        forget(names[i], &hints[i]);
    forget(names[MOST_ARGUMENTS], &hints[MOST_ARGUMENTS]);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &title);
}

void methods_register(GDExtensionClassLibraryPtr library, const char *class_name, const method *table, size_t count)
{
    godot_pointer name = godot_name(class_name);
    for (size_t i = 0; i < count; i++)
        add(library, &name, table + i);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &name);
}
