#ifndef CKERNELS_THREADS_H
#define CKERNELS_THREADS_H
#include <stdint.h>

/// Marks the process as asked to stop. May be called from a signal handler.
void ck_interruption_request(void);
void ck_interruption_withdraw(void);
int ck_interruption_requested(void);

/// The processors this process may run on, at least 1.
int ck_available_processors(void);

/// Whether this thread is a worker of a parallel loop, which must not start workers of its own.
int ck_worker_is_current(void);
void ck_worker_set_current(int is_worker);

/// Adds 1 and returns the value before.
int64_t ck_atomic_take(int64_t *counter);
int64_t ck_atomic_read(const int64_t *counter);
/// Lowers the counter to `value` if it is above it.
void ck_atomic_lower(int64_t *counter, int64_t value);

/// Calls `work(context)` here and on up to `wanted` parked threads, and returns when all of these calls have returned.
void ck_work_together(int wanted, void (*work)(void *context), void *context);

#endif
