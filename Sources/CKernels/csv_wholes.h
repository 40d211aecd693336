#ifndef CKERNELS_CSV_WHOLES_H
#define CKERNELS_CSV_WHOLES_H
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
/// The whole numbers in eight cells of a column, written as `need` says. They begin `beyond` bytes behind the `starts`,
/// `step` apart, and end at `ends`, `columns` apart. `highest` holds the greatest of each of the eight so far.
/// Returns a bit for each cell that must be read another way: anything but one to eight digits without an idle zero before
/// them. For processors at CK_AVX512.
uint32_t ck_csv_eight_wholes(const uint8_t *text, const uint32_t *starts, size_t step, uint32_t beyond,
                             const uint32_t *ends, size_t columns, uint32_t need, void *cells, uint64_t highest[8]);
#endif

#endif
