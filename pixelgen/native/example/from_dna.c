/* The creature of a DNA, with all its ancestors drawn before it, in the light of its zone; its own DNA on stderr:
       from_dna WEIGHTS DNA > creature.ppm
   Built by: cc from_dna.c ../core/[a-z]*.c -I../core -O3 -std=c11 -ffp-contract=off -lm -o from_dna */
#include "pixelgen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZOOM = 8, LARGEST_FILE = 64 << 20 };

int main(int count, char **words)
{
    static char dna_of[PIXELGEN_LONGEST_DNA];
    char said[256] = "expected: from_dna WEIGHTS DNA > creature.ppm";
    FILE *file = count == 3 ? fopen(words[1], "rb") : NULL;
    uint8_t *bytes = malloc(LARGEST_FILE), lit[PIXELGEN_PIXELS];
    size_t size = file != NULL && bytes != NULL ? fread(bytes, 1, LARGEST_FILE, file) : 0;
    pixelgen_weights *weights = NULL;
    pixelgen_dna *dna = NULL;
    pixelgen_sprite sprite;
    pixelgen_style light;
    int drawn = size > 0 && pixelgen_open(bytes, size, NULL, &weights, said, sizeof said) == PIXELGEN_OK &&
                pixelgen_dna_read(words[2], strlen(words[2]), &dna, said, sizeof said) == PIXELGEN_OK;
    const pixelgen_request *wish = pixelgen_dna_request(dna);
    drawn = drawn && pixelgen_draw(weights, &wish, 1, NULL, &sprite, said, sizeof said) == PIXELGEN_OK;
    const pixelgen_picture picture = pixelgen_picture_of(&sprite);
    if (!drawn || pixelgen_style_init(&light, sizeof light, wish->zone) != PIXELGEN_OK ||
        pixelgen_shade(&picture, &light, lit, said, sizeof said) != PIXELGEN_OK ||
        pixelgen_dna_write(weights, wish, 0, dna_of, sizeof dna_of, said, sizeof said) != PIXELGEN_OK) {
        fprintf(stderr, "%s\n", said);
        return 2;
    }
    fprintf(stderr, "%s\n", dna_of);
    printf("P6 %d %d 255\n", ZOOM * PIXELGEN_SIDE, ZOOM * PIXELGEN_SIDE);
    for (int y = 0; y < ZOOM * PIXELGEN_SIDE; y++)
        for (int x = 0; x < ZOOM * PIXELGEN_SIDE; x++)
            fwrite(pixelgen_palette() + 3 * lit[y / ZOOM * PIXELGEN_SIDE + x / ZOOM], 1, 3, stdout);
    pixelgen_dna_free(dna);
    pixelgen_close(weights);
    free(bytes);
    return fclose(file);
}
