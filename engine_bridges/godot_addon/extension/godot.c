#include "godot.h"

#include <string.h>

enum { RESIZE = 848867239, SIZE = 3173160232 }; /* what the engine calls the signatures int(int) and int() */

godot_functions godot;

static GDExtensionVariantFromTypeConstructorFunc wraps[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionTypeFromVariantConstructorFunc unwraps[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionPtrConstructor makes[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionPtrDestructor frees[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionPtrBuiltInMethod resize_bytes, resize_strings, count_bytes;

static GDExtensionPtrBuiltInMethod method(int type, const char *name, int64_t signature)
{
    godot_pointer title = godot_name(name);
    GDExtensionPtrBuiltInMethod found = godot.variant_get_ptr_builtin_method(type, &title, signature);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING_NAME, &title);
    return found;
}

int godot_load(GDExtensionInterfaceGetProcAddress find)
{
    int whole = 1;
#define GODOT_FIND(name, type) whole &= (godot.name = (GDExtensionInterface##type)(void (*)(void))find(#name)) != NULL;
    GODOT_FUNCTIONS(GODOT_FIND)
#undef GODOT_FIND
    godot.editor_help_load_xml_from_utf8_chars_and_len =
        (GDExtensionsInterfaceEditorHelpLoadXmlFromUtf8CharsAndLen)find("editor_help_load_xml_from_utf8_chars_and_len");
    if (!whole)
        return 0;
    for (int type = GDEXTENSION_VARIANT_TYPE_BOOL; type < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX; type++) {
        wraps[type] = godot.get_variant_from_type_constructor(type);
        unwraps[type] = godot.get_variant_to_type_constructor(type);
        makes[type] = godot.variant_get_ptr_constructor(type, 0);
        frees[type] = godot.variant_get_ptr_destructor(type);
    }
    resize_bytes = method(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, "resize", RESIZE);
    resize_strings = method(GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY, "resize", RESIZE);
    count_bytes = method(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, "size", SIZE);
    return resize_bytes != NULL && resize_strings != NULL && count_bytes != NULL;
}

godot_pointer godot_name(const char *name)
{
    godot_pointer made;
    godot.string_name_new_with_utf8_chars(&made, name);
    return made;
}

void godot_make(int type, void *value)
{
    makes[type](value, NULL);
}

void godot_free(int type, void *value)
{
    if (frees[type] != NULL) /* numbers need none */
        frees[type](value);
}

void godot_unwrap(int type, void *value, GDExtensionConstVariantPtr variant)
{
    unwraps[type](value, (GDExtensionVariantPtr)variant);
}

void godot_wrap(int type, godot_variant *variant, const void *value)
{
    wraps[type](variant, (void *)value);
}

size_t godot_text(const void *string, char *text, size_t room)
{
    int64_t count = godot.string_to_utf8_chars(string, text, (int64_t)room - 1);
    size_t kept = count < 0 ? 0 : (size_t)count;
    text[kept < room ? kept : room - 1] = 0;
    return kept;
}

void godot_string(void *string, const char *text)
{
    godot.string_new_with_utf8_chars(string, text);
}

void godot_packed_bytes(void *packed, size_t count)
{
    int64_t wanted = (int64_t)count, status;
    GDExtensionConstTypePtr arguments[] = {&wanted};
    godot_make(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, packed);
    resize_bytes(packed, arguments, &status, 1);
    if (count > 0 && godot_byte_count(packed) == count)
        memset(godot_bytes_to_write(packed), 0, count);
}

void godot_bytes(void *packed, const uint8_t *bytes, size_t count)
{
    godot_packed_bytes(packed, count);
    if (count > 0 && godot_byte_count(packed) == count)
        memcpy(godot_bytes_to_write(packed), bytes, count);
}

void godot_strings(void *packed, const char *const *texts, size_t count)
{
    int64_t wanted = (int64_t)count, status;
    GDExtensionConstTypePtr arguments[] = {&wanted};
    godot_make(GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY, packed);
    resize_strings(packed, arguments, &status, 1);
    for (size_t i = 0; i < count; i++) {
        void *place = godot.packed_string_array_operator_index(packed, (int64_t)i);
        if (place == NULL)
            return; /* no memory for all of them */
        godot_free(GDEXTENSION_VARIANT_TYPE_STRING, place);
        godot_string(place, texts[i]);
    }
}

int godot_each(const godot_variant *container, godot_visitor visit, void *context)
{
    const int keyed = godot.variant_get_type(container) == GDEXTENSION_VARIANT_TYPE_DICTIONARY;
    godot_variant place, item, value;
    GDExtensionBool valid = 0;
    int going = 1;
    GDExtensionBool more = godot.variant_iter_init(container, &place, &valid);
    while (valid && more && going == 1) {
        godot.variant_iter_get(container, &place, &item, &valid);
        if (keyed && valid)
            godot.variant_get_keyed(container, &item, &value, &valid);
        else
            godot.variant_new_nil(&value);
        going = valid ? visit(context, &item, &value) : 0;
        godot.variant_destroy(&value);
        godot.variant_destroy(&item);
        more = going == 1 && godot.variant_iter_next(container, &place, &valid);
    }
    godot.variant_destroy(&place);
    return going;
}

size_t godot_byte_count(const void *packed)
{
    int64_t count = 0;
    count_bytes((void *)packed, NULL, &count, 0);
    return (size_t)count;
}

const uint8_t *godot_bytes_of(const void *packed)
{
    return godot_byte_count(packed) == 0 ? NULL : godot.packed_byte_array_operator_index_const(packed, 0);
}

uint8_t *godot_bytes_to_write(void *packed)
{
    return godot_byte_count(packed) == 0 ? NULL : godot.packed_byte_array_operator_index(packed, 0);
}

void godot_put(void *dictionary, const char *key, int type, const void *value)
{
    godot_pointer text;
    godot_variant title;
    godot_string(&text, key);
    godot_wrap(GDEXTENSION_VARIANT_TYPE_STRING, &title, &text);
    godot_variant *place = godot.dictionary_operator_index(dictionary, &title);
    godot.variant_destroy(place);
    godot_wrap(type, place, value);
    godot.variant_destroy(&title);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING, &text);
}

void godot_put_text(void *dictionary, const char *key, const char *text)
{
    godot_pointer string;
    godot_string(&string, text);
    godot_put(dictionary, key, GDEXTENSION_VARIANT_TYPE_STRING, &string);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING, &string);
}

void godot_put_bytes(void *dictionary, const char *key, const uint8_t *bytes, size_t count)
{
    godot_packed packed;
    godot_bytes(&packed, bytes, count);
    godot_put(dictionary, key, GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, &packed);
    godot_free(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, &packed);
}
