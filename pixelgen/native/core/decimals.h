/* Numbers as text, whatever the locale. */
#ifndef PIXELGEN_DECIMALS_H
#define PIXELGEN_DECIMALS_H

#include <stddef.h>

enum { LONGEST_DECIMAL = 32 };

/* The shortest decimal that is read as this number, as Python writes it: 0.7, 1.0, 1e-05 -> characters, and a 0 after
   them. number: from 0 to 1e15. */
size_t shortest_decimal(char *text, double number);

#endif
