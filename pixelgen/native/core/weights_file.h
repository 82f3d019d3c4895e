/* The bytes of a weights file -> its tensors and sizes, checked as pixelgen/model/tensor_file.py checks them. Format:
   https://github.com/huggingface/safetensors */
#ifndef PIXELGEN_WEIGHTS_FILE_H
#define PIXELGEN_WEIGHTS_FILE_H

#include "messages.h"
#include "pixelgen_native.h"
#include "sha256.h"

enum {
    LARGEST_FILE = 64 << 20,
    LARGEST_HEADER = 64 << 10,
    MOST_TENSORS = 25 + 10 * 64, /* of 64 layers */
    TENSOR_NAME = 64,
    MOST_AXES = 3
};

typedef struct {
    char name[TENSOR_NAME], type[4];
    uint64_t shape[MOST_AXES];
    int axes;
    size_t start, end;
} tensor_entry;

typedef struct {
    tensor_entry entries[MOST_TENSORS];
    pixelgen_tensor tensors[MOST_TENSORS]; /* the same, in the caller's bytes */
    size_t count;
    pixelgen_shape shape;
    char digest[SHA256_HEX + 1];
} weights_file;

/* Takes no memory. What it finds points into `bytes`. */
pixelgen_status read_weights_file(weights_file *found, const uint8_t *bytes, size_t count, message to);
/* NULL when there is none. */
const tensor_entry *find_tensor(const weights_file *in, const char *name);

#endif
