#include "CLAPACK.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Fortran passes everything by reference, and the lengths of strings at the end.
typedef const int *in;
typedef const char *letter;
typedef double *reals;
typedef const double *constants;
typedef size_t length;

static struct {
  void (*dgemm)(letter, letter, in, in, in, constants, constants, in, constants, in, constants, reals, in, length, length);
  void (*dsyrk)(letter, letter, in, in, constants, constants, in, constants, reals, in, length, length);
  void (*dsyevr)(
      letter, letter, letter, in, reals, in, constants, constants, in, in, constants, int *, reals, reals, in, int *,
      reals, in, int *, in, int *, length, length, length);
  void (*dgeqrf)(in, in, reals, in, reals, reals, in, int *);
  void (*dormqr)(letter, letter, in, in, in, constants, in, constants, reals, in, reals, in, int *, length, length);
  void (*dpotrf)(letter, in, reals, in, int *, length);
  void (*dgetrf)(in, in, reals, in, int *, int *);
  void (*dgetrs)(letter, in, in, constants, in, const int *, reals, in, int *, length);
  void (*dtrtrs)(letter, letter, letter, in, in, constants, in, reals, in, int *, length, length, length);
} lapack;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int failed;
static char failure[256];

static void *library;

static void fail(const char *reason) {
  failed = 1;
  strncpy(failure, reason ? reason : "unknown", sizeof failure - 1);
}

static void *routine(const char *name) {
  void *found = dlsym(library, name);
  if (!found && !failed) fail(dlerror());
  return found;
}

static char *set(const char *name, const char *value) {
  const char *old = getenv(name);
  char *kept = old ? strdup(old) : NULL;
  setenv(name, value, 1);
  return kept;
}

static void restore(const char *name, char *kept) {
  if (kept) setenv(name, kept, 1);
  else unsetenv(name);
  free(kept);
}

static void open_library(void) {
  // OpenBLAS reads these while it is loaded; programs that this process starts should not inherit them.
  const char *core = NULL;
#if defined(__x86_64__)
  __builtin_cpu_init();
  core = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? "Haswell" : "Prescott";
#elif defined(__aarch64__)
  core = "ARMV8";
#endif
  char *oldCore = core ? set("OPENBLAS_CORETYPE", core) : NULL;
  char *oldThreads = set("OPENBLAS_NUM_THREADS", "1");
  library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  // Any other LAPACK gives right answers, only slower.
  if (!library) library = dlopen("liblapack.so.3", RTLD_NOW | RTLD_LOCAL);
  if (core) restore("OPENBLAS_CORETYPE", oldCore);
  restore("OPENBLAS_NUM_THREADS", oldThreads);
  if (!library) {
    fail(dlerror());
    return;
  }
  *(void **)&lapack.dgemm = routine("dgemm_");
  *(void **)&lapack.dsyrk = routine("dsyrk_");
  *(void **)&lapack.dsyevr = routine("dsyevr_");
  *(void **)&lapack.dgeqrf = routine("dgeqrf_");
  *(void **)&lapack.dormqr = routine("dormqr_");
  *(void **)&lapack.dpotrf = routine("dpotrf_");
  *(void **)&lapack.dgetrf = routine("dgetrf_");
  *(void **)&lapack.dgetrs = routine("dgetrs_");
  *(void **)&lapack.dtrtrs = routine("dtrtrs_");
}

int cl_open(void) {
  pthread_once(&once, open_library);
  return failed;
}

const char *cl_failure(void) { return failure; }

static const double one = 1, zero = 0;

void cl_multiply(
    int transposeA, int transposeB, int m, int n, int k, const double *a, int lda, const double *b, int ldb, double *c) {
  lapack.dgemm(
      transposeA ? "T" : "N", transposeB ? "T" : "N", &m, &n, &k, &one, a, &lda, b, &ldb, &zero, c, &m, 1, 1);
}

void cl_gram(int m, int n, const double *a, double *c) {
  lapack.dsyrk("U", "T", &n, &m, &one, a, &m, &zero, c, &n, 1, 1);
}

int cl_symmetric_eigen(int n, double *a, double *values, double *vectors) {
  int found, info = 0, query = -1, integers;
  double reals;
  int *support = malloc(2 * (size_t)n * sizeof *support);
  if (!support) return CL_NO_MEMORY;
  const int unused = 0;
  lapack.dsyevr(
      "V", "A", "L", &n, a, &n, &zero, &zero, &unused, &unused, &zero, &found, values, vectors, &n, support, &reals,
      &query, &integers, &query, &info, 1, 1, 1);
  int realCount = (int)reals;
  double *work = malloc((size_t)realCount * sizeof *work);
  int *whole = malloc((size_t)integers * sizeof *whole);
  if (work && whole) {
    int wholeCount = integers;
    lapack.dsyevr(
        "V", "A", "L", &n, a, &n, &zero, &zero, &unused, &unused, &zero, &found, values, vectors, &n, support, work,
        &realCount, whole, &wholeCount, &info, 1, 1, 1);
  } else {
    info = CL_NO_MEMORY;
  }
  free(support);
  free(work);
  free(whole);
  return info;
}

int cl_qr(int m, int n, double *a, double *tau) {
  int info = 0, query = -1;
  double size;
  lapack.dgeqrf(&m, &n, a, &m, tau, &size, &query, &info);
  int count = (int)size;
  double *work = malloc((size_t)count * sizeof *work);
  if (!work) return CL_NO_MEMORY;
  lapack.dgeqrf(&m, &n, a, &m, tau, work, &count, &info);
  free(work);
  return info;
}

int cl_apply_q(int transposed, int m, int columns, int reflectors, const double *a, const double *tau, double *c) {
  int info = 0, query = -1;
  double size;
  const char *side = transposed ? "T" : "N";
  lapack.dormqr("L", side, &m, &columns, &reflectors, a, &m, tau, c, &m, &size, &query, &info, 1, 1);
  int count = (int)size;
  double *work = malloc((size_t)count * sizeof *work);
  if (!work) return CL_NO_MEMORY;
  lapack.dormqr("L", side, &m, &columns, &reflectors, a, &m, tau, c, &m, work, &count, &info, 1, 1);
  free(work);
  return info;
}

int cl_cholesky(int n, double *a) {
  int info = 0;
  lapack.dpotrf("L", &n, a, &n, &info, 1);
  return info;
}

int cl_lu(int n, double *a, int *pivots) {
  int info = 0;
  lapack.dgetrf(&n, &n, a, &n, pivots, &info);
  return info;
}

int cl_lu_solve(int n, int columns, const double *lu, const int *pivots, double *b) {
  int info = 0;
  lapack.dgetrs("N", &n, &columns, lu, &n, pivots, b, &n, &info, 1);
  return info;
}

int cl_triangular_solve(int upper, int transposed, int n, int columns, const double *t, int ldt, double *b, int ldb) {
  int info = 0;
  lapack.dtrtrs(
      upper ? "U" : "L", transposed ? "T" : "N", "N", &n, &columns, t, &ldt, b, &ldb, &info, 1, 1, 1);
  return info;
}
