#ifndef CLAPACK_H
#define CLAPACK_H
// OpenBLAS and its LAPACK, opened when first needed: linking them costs every process 2–4 ms at its start.
//
// Matrices are stored column by column. Each routine returns LAPACK's `info`, or CL_NO_MEMORY. Nothing may be
// called before cl_open() has returned 0.

enum { CL_NO_MEMORY = -1000 };

/// Opens the library, once a process. Returns 0, or 1 if that failed.
///
/// The kernels are pinned to one instruction set (Haswell's where the processor has it) and one thread, so that results
/// have the same bits on every such processor.
int cl_open(void);
/// Why opening failed, in the loader's words.
const char *cl_failure(void);

/// C = op(A) op(B), where op transposes if the flag is set and C is m × n.
void cl_multiply(
    int transposeA, int transposeB, int m, int n, int k, const double *a, int lda, const double *b, int ldb, double *c);
/// The upper triangle of C = AᵀA for A of m × n.
void cl_gram(int m, int n, const double *a, double *c);

/// Eigenvalues in ascending order and vectors of a symmetric matrix, whose lower triangle is destroyed.
int cl_symmetric_eigen(int n, double *a, double *values, double *vectors);
/// QR: R and the reflectors in `a`.
int cl_qr(int m, int n, double *a, double *tau);
/// Multiplies the m × columns matrix `c` by Qᵀ (or Q) of `reflectors` stored in `a`.
int cl_apply_q(int transposed, int m, int columns, int reflectors, const double *a, const double *tau, double *c);
/// L with A = LLᵀ in the lower triangle of `a`.
int cl_cholesky(int n, double *a);
/// LU with partial pivoting, rows counted from 1.
int cl_lu(int n, double *a, int *pivots);
int cl_lu_solve(int n, int columns, const double *lu, const int *pivots, double *b);
/// Solves op(T) X = B for a triangular T.
int cl_triangular_solve(int upper, int transposed, int n, int columns, const double *t, int ldt, double *b, int ldb);

#endif
