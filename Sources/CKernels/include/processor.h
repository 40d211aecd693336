#ifndef CKERNELS_PROCESSOR_H
#define CKERNELS_PROCESSOR_H
#include <stdint.h>

/// The instruction sets a kernel may be compiled for, weakest first. A kernel that is given one uses that or the
/// next weaker it has, so tests can compare every path with the portable one.
enum ck_level { CK_PORTABLE = 0, CK_AVX2 = 1, CK_AVX512 = 2 };

/// The best set this processor has. TANSUO_KERNELS=portable|avx2|avx512 lowers it.
int ck_processor_level(void);

#endif
