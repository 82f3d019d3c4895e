/* What the engine calls when it loads and unloads the library. */
#include "core.h"

/* The bytes of PixelgenCore.xml; none in a release library. The build writes them, see libraries.py. */
extern const char pixelgen_class_reference[];
extern const int pixelgen_class_reference_bytes;

#if defined(_WIN32)
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

static GDExtensionClassLibraryPtr library;

static void initialize(void *userdata, GDExtensionInitializationLevel level)
{
    (void)userdata;
    if (level == GDEXTENSION_INITIALIZATION_SCENE)
        core_register(library);
    if (level == GDEXTENSION_INITIALIZATION_EDITOR && pixelgen_class_reference_bytes > 0 &&
        godot.editor_help_load_xml_from_utf8_chars_and_len != NULL)
        godot.editor_help_load_xml_from_utf8_chars_and_len(pixelgen_class_reference, pixelgen_class_reference_bytes);
}

static void deinitialize(void *userdata, GDExtensionInitializationLevel level)
{
    (void)userdata;
    if (level == GDEXTENSION_INITIALIZATION_SCENE)
        core_unregister(library);
}

EXPORTED GDExtensionBool pixelgen_godot(GDExtensionInterfaceGetProcAddress find, GDExtensionClassLibraryPtr own,
                                        GDExtensionInitialization *made)
{
    library = own;
    made->minimum_initialization_level = GDEXTENSION_INITIALIZATION_SCENE;
    made->userdata = NULL;
    made->initialize = initialize;
    made->deinitialize = deinitialize;
    return godot_load(find);
}
