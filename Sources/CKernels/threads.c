#define _GNU_SOURCE
#include "threads.h"
#include <sched.h>

static int requested;
static _Thread_local int is_worker_thread;

void ck_interruption_request(void) { __atomic_store_n(&requested, 1, __ATOMIC_RELAXED); }
void ck_interruption_withdraw(void) { __atomic_store_n(&requested, 0, __ATOMIC_RELAXED); }
int ck_interruption_requested(void) { return __atomic_load_n(&requested, __ATOMIC_RELAXED); }

int ck_available_processors(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int count = CPU_COUNT(&set);
  return count < 1 ? 1 : count;
}

int ck_worker_is_current(void) { return is_worker_thread; }
void ck_worker_set_current(int is_worker) { is_worker_thread = is_worker; }

int64_t ck_atomic_take(int64_t *counter) { return __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED); }
int64_t ck_atomic_read(const int64_t *counter) { return __atomic_load_n(counter, __ATOMIC_RELAXED); }

void ck_atomic_lower(int64_t *counter, int64_t value) {
  int64_t now = __atomic_load_n(counter, __ATOMIC_RELAXED);
  while (value < now && !__atomic_compare_exchange_n(counter, &now, value, 1, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
}
