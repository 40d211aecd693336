#include "joint_counts.h"
#include <string.h>

enum { STEP = 2048, RUN = 65536 };

// A pair of numbers that lies anywhere.
typedef double pair __attribute__((vector_size(16), aligned(8)));

void ck_super_codes(const uint8_t *bytes, size_t rows, uint8_t low, uint8_t levels, uint8_t step, uint8_t *codes) {
  for (size_t r = 0; r < rows; r++) {
    uint8_t place = (uint8_t)(bytes[r] - low);
    codes[r] = (uint8_t)(codes[r] + (place < levels ? place : levels) * step);
  }
}

// The cells are found ahead, many at a time, so that the loop of sums does nothing but load, add and store.
static void find_cells(const uint8_t *a, const uint8_t *b, size_t width, size_t rows, uint16_t *cells) {
  uint16_t factor = (uint16_t)width;
  for (size_t r = 0; r < rows; r++) cells[r] = (uint16_t)(a[r] * factor + b[r]);
}

static void add_run(const uint8_t *a, const uint8_t *b, size_t width, const double *weights, size_t rows, double *sums) {
  uint16_t cells[STEP];
  for (size_t start = 0; start < rows; start += STEP) {
    size_t n = rows - start < STEP ? rows - start : STEP;
    find_cells(a + start, b + start, width, n, cells);
    for (size_t r = 0; r < n; r++) sums[cells[r]] += weights[start + r];
  }
}

static void add_run_of_pairs(const uint8_t *a, const uint8_t *b, size_t width, const pair *weights, size_t rows,
                             pair *sums) {
  uint16_t cells[STEP];
  for (size_t start = 0; start < rows; start += STEP) {
    size_t n = rows - start < STEP ? rows - start : STEP;
    find_cells(a + start, b + start, width, n, cells);
    for (size_t r = 0; r < n; r++) sums[cells[r]] += weights[start + r];
  }
}

void ck_weighted_joint(const uint8_t *a, const uint8_t *b, size_t width, size_t cells, const double *weights, int parts,
                       size_t rows, double *scratch, double *sums) {
  size_t numbers = cells * (size_t)parts;
  memset(sums, 0, numbers * sizeof(double));
  for (size_t start = 0; start < rows; start += RUN) {
    size_t n = rows - start < RUN ? rows - start : RUN;
    memset(scratch, 0, numbers * sizeof(double));
    if (parts == 2)
      add_run_of_pairs(a + start, b + start, width, (const pair *)(weights + 2 * start), n, (pair *)scratch);
    else
      add_run(a + start, b + start, width, weights + start, n, scratch);
    for (size_t k = 0; k < numbers; k++) sums[k] += scratch[k];
  }
}
