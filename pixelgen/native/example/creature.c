/* A creature of the seed as a picture, eight times as large:
       creature WEIGHTS ZONE CATEGORY SEED > creature.ppm
   Built by: cc creature.c ../core/[a-z]*.c -I../core -O3 -std=c11 -ffp-contract=off -lm -o creature */
#include "pixelgen.h"

#include <stdio.h>
#include <stdlib.h>

enum { ZOOM = 8, LARGEST_FILE = 64 << 20 };

int main(int count, char **words)
{
    char said[256] = "expected: creature WEIGHTS ZONE CATEGORY SEED > creature.ppm";
    FILE *file = count == 5 ? fopen(words[1], "rb") : NULL;
    uint8_t *bytes = malloc(LARGEST_FILE);
    size_t size = file != NULL && bytes != NULL ? fread(bytes, 1, LARGEST_FILE, file) : 0;
    pixelgen_weights *weights = NULL;
    pixelgen_request wish;
    const pixelgen_request *wishes[] = {&wish};
    pixelgen_sprite sprite;
    pixelgen_request_init(&wish, sizeof wish);
    if (size > 0 && pixelgen_open(bytes, size, NULL, &weights, said, sizeof said) == PIXELGEN_OK) {
        wish.zone = words[2];
        wish.category = words[3];
        wish.seed = strtoull(words[4], NULL, 10);
    }
    if (weights == NULL || pixelgen_draw(weights, wishes, 1, NULL, &sprite, said, sizeof said) != PIXELGEN_OK) {
        fprintf(stderr, "%s\n", said);
        return 2;
    }
    printf("P3 %d %d 255\n", ZOOM * PIXELGEN_SIDE, ZOOM * PIXELGEN_SIDE); /* as text: Windows changes bytes */
    for (int y = 0; y < ZOOM * PIXELGEN_SIDE; y++)
        for (int x = 0; x < ZOOM * PIXELGEN_SIDE; x++) {
            const uint8_t *rgb = pixelgen_palette() + 3 * sprite.indices[y / ZOOM * PIXELGEN_SIDE + x / ZOOM];
            printf("%d %d %d\n", rgb[0], rgb[1], rgb[2]);
        }
    pixelgen_close(weights);
    free(bytes);
    return fclose(file);
}
