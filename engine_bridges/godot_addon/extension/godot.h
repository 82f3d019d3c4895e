/* The engine's functions that the extension calls, found by name when it is loaded; and the short ways between C and the
   engine's values. Knows nothing of creatures.

   Sizes are those of the engine's official builds, whose floats have 32 bits. */
#ifndef PIXELGEN_GODOT_H
#define PIXELGEN_GODOT_H

#include "gdextension_interface.h"

#include <stddef.h>
#include <stdint.h>

/* String, StringName, Dictionary and Array are a pointer each. */
typedef struct {
    void *opaque;
} godot_pointer;

/* PackedByteArray and PackedStringArray, with room for what the engine keeps beside the pointer. */
typedef struct {
    void *opaque[2];
} godot_packed;

typedef struct {
    uint64_t opaque[3];
} godot_variant;

/* One value of any type that our methods take or give, as the engine lays it out. */
typedef union {
    GDExtensionBool boolean;
    int64_t whole;
    godot_pointer pointer;
    godot_packed packed;
} godot_value;

#define GODOT_FUNCTIONS(X)                                                                                               \
    X(classdb_construct_object2, ClassdbConstructObject2)                                                                \
    X(classdb_register_extension_class4, ClassdbRegisterExtensionClass4)                                                 \
    X(classdb_register_extension_class_method, ClassdbRegisterExtensionClassMethod)                                      \
    X(classdb_unregister_extension_class, ClassdbUnregisterExtensionClass)                                               \
    X(dictionary_operator_index, DictionaryOperatorIndex)                                                                \
    X(get_variant_from_type_constructor, GetVariantFromTypeConstructor)                                                  \
    X(get_variant_to_type_constructor, GetVariantToTypeConstructor)                                                      \
    X(object_set_instance, ObjectSetInstance)                                                                            \
    X(packed_byte_array_operator_index, PackedByteArrayOperatorIndex)                                                    \
    X(packed_byte_array_operator_index_const, PackedByteArrayOperatorIndexConst)                                         \
    X(packed_string_array_operator_index, PackedStringArrayOperatorIndex)                                                \
    X(string_name_new_with_utf8_chars, StringNameNewWithUtf8Chars)                                                       \
    X(string_new_with_utf8_chars, StringNewWithUtf8Chars)                                                                \
    X(string_to_utf8_chars, StringToUtf8Chars)                                                                           \
    X(variant_can_convert_strict, VariantCanConvertStrict)                                                               \
    X(variant_destroy, VariantDestroy)                                                                                   \
    X(variant_get_ptr_builtin_method, VariantGetPtrBuiltinMethod)                                                        \
    X(variant_get_ptr_constructor, VariantGetPtrConstructor)                                                             \
    X(variant_get_ptr_destructor, VariantGetPtrDestructor)                                                               \
    X(variant_get_type, VariantGetType)                                                                                  \
    X(variant_iter_get, VariantIterGet)                                                                                  \
    X(variant_iter_init, VariantIterInit)                                                                                \
    X(variant_iter_next, VariantIterNext)                                                                                \
    X(variant_get_keyed, VariantGetKeyed)                                                                                \
    X(variant_new_nil, VariantNewNil)                                                                                    \
    X(variant_stringify, VariantStringify)

typedef struct {
#define GODOT_FIELD(name, type) GDExtensionInterface##type name;
    GODOT_FUNCTIONS(GODOT_FIELD)
#undef GODOT_FIELD
    /* NULL in an engine before 4.3 and in one without an editor */
    GDExtensionsInterfaceEditorHelpLoadXmlFromUtf8CharsAndLen editor_help_load_xml_from_utf8_chars_and_len;
} godot_functions;

extern godot_functions godot;

/* 0 when the engine lacks one of the functions. */
int godot_load(GDExtensionInterfaceGetProcAddress find);

/* A StringName of a name; to be freed with godot_free. */
godot_pointer godot_name(const char *name);

/* An empty value of a type; and the end of one. The type is a GDExtensionVariantType. */
void godot_make(int type, void *value);
void godot_free(int type, void *value);

/* Variant <-> value of a type. What is made is to be freed; from a Variant of another type the engine's default. */
void godot_unwrap(int type, void *value, GDExtensionConstVariantPtr variant);
void godot_wrap(int type, godot_variant *variant, const void *value);

/* UTF-8 into `room` bytes with a 0 at the end -> the bytes it has without that; cut short when it has `room` or more. */
size_t godot_text(const void *string, char *text, size_t room);

/* New values of the engine. */
void godot_string(void *string, const char *text);
void godot_bytes(void *packed, const uint8_t *bytes, size_t count);
void godot_packed_bytes(void *packed, size_t count); /* zeros */
void godot_strings(void *packed, const char *const *texts, size_t count);

/* Calls `visit` for each item of an Array or a packed array, or for each key of a Dictionary with its value; ends at the
   first that does not answer 1, which is the answer. */
typedef int (*godot_visitor)(void *context, const godot_variant *item, const godot_variant *value);
int godot_each(const godot_variant *container, godot_visitor visit, void *context);

/* The bytes of a PackedByteArray. */
size_t godot_byte_count(const void *packed);
const uint8_t *godot_bytes_of(const void *packed);
uint8_t *godot_bytes_to_write(void *packed); /* NULL for none */

/* dictionary[key] = value of a type, which stays the caller's. */
void godot_put(void *dictionary, const char *key, int type, const void *value);
void godot_put_text(void *dictionary, const char *key, const char *text);
void godot_put_bytes(void *dictionary, const char *key, const uint8_t *bytes, size_t count);


#endif
