#ifndef CKERNELS_NORMALS_H
#define CKERNELS_NORMALS_H
#include <stddef.h>
#include <stdint.h>

/// Writes the standard normal numbers at positions `from` … `from` + `count` − 1 of a stream of Philox4x32-10.
///
/// They are the quantiles (Wichura 1988, AS 241) of odd multiples of 2⁻⁵³, as `SeededGenerator.normal()` draws them.
/// `from` is even. The bits do not depend on `level`.
void ck_normals(uint64_t seed, uint64_t stream, uint64_t from, size_t count, int level, double *normals);
#endif
