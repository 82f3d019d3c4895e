/* Bytes <-> one line with check characters, as pixelgen/requests/dna_text.py. */
#ifndef PIXELGEN_DNA_TEXT_H
#define PIXELGEN_DNA_TEXT_H

#include "messages.h"

/* Characters of the line of so many bytes. */
size_t dna_text_length(size_t count);
/* dna_text_length characters and a 0. content: 4 bytes of room after its end, in which the CRC is put. */
void dna_text_write(char *text, uint8_t *content, size_t count);
/* content: `length` bytes are always room enough. -> how many are there. */
pixelgen_status dna_text_read(const char *text, size_t length, uint8_t *content, size_t *count, message to);

#endif
