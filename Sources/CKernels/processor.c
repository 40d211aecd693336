#include "processor.h"
#include <stdlib.h>
#include <string.h>

static int detect(void) {
  int level = CK_PORTABLE;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt"))
    level = CK_AVX2;
  if (level == CK_AVX2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vpopcntdq"))
    level = CK_AVX512;
#endif
  const char *wish = getenv("TANSUO_KERNELS");
  if (wish) {
    int most = strcmp(wish, "portable") == 0 ? CK_PORTABLE : strcmp(wish, "avx2") == 0 ? CK_AVX2 : CK_AVX512;
    if (most < level) level = most;
  }
  return level;
}

int ck_processor_level(void) {
  static int known = -1;  // every thread that races here writes the same value
  int level = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (level < 0) {
    level = detect();
    __atomic_store_n(&known, level, __ATOMIC_RELAXED);
  }
  return level;
}
