#ifndef CKERNELS_CSV_DECIMALS_H
#define CKERNELS_CSV_DECIMALS_H
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
/// The numbers in eight cells, `columns` ends apart, none of them in the first column. Returns a bit for each cell that
/// must be read another way: empty, longer than 16 bytes, or no plain decimal. For processors at CK_AVX512.
uint32_t ck_csv_eight_decimals(const uint8_t *text, const uint32_t *ends, size_t columns, double *values);
#endif

#endif
