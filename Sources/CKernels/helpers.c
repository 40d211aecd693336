#define _GNU_SOURCE
#include "threads.h"
#include <pthread.h>
#include <stddef.h>

// A call that wants help hangs its job on the list; a parked thread that wakes takes a seat in the first job that has
// one. The caller works too, and waits only for helpers that took a seat: one that wakes too late finds none.
struct job {
  void (*work)(void *context);
  void *context;
  int seats, seated;
  pthread_cond_t left;
  struct job *next;
};

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t list_grew = PTHREAD_COND_INITIALIZER;
static struct job *list;
static int helpers, parked;
enum { most_helpers = 256 };

static struct job *job_with_seats(void) {
  for (struct job *job = list; job; job = job->next)
    if (job->seats > 0) return job;
  return NULL;
}

static void *help(void *ignored) {
  (void)ignored;
  pthread_mutex_lock(&list_lock);
  for (;;) {
    struct job *job = job_with_seats();
    if (!job) {
      parked++;
      pthread_cond_wait(&list_grew, &list_lock);
      parked--;
      continue;
    }
    job->seats--;
    job->seated++;
    pthread_mutex_unlock(&list_lock);
    job->work(job->context);
    pthread_mutex_lock(&list_lock);
    if (--job->seated == 0) pthread_cond_signal(&job->left);
  }
}

static int hire(void) {
  pthread_attr_t attributes;
  pthread_t thread;
  if (pthread_attr_init(&attributes) != 0) return 0;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  int hired = pthread_create(&thread, &attributes, help, NULL) == 0;
  pthread_attr_destroy(&attributes);
  return hired;
}

void ck_work_together(int wanted, void (*work)(void *context), void *context) {
  struct job job = {.work = work, .context = context, .seats = wanted, .seated = 0};
  pthread_cond_init(&job.left, NULL);
  pthread_mutex_lock(&list_lock);
  // Fewer helpers than wished for make the work slower, not wrong.
  for (int missing = wanted - parked; missing > 0 && helpers < most_helpers && hire(); missing--) helpers++;
  job.next = list;
  list = &job;
  if (wanted == 1) pthread_cond_signal(&list_grew);
  else pthread_cond_broadcast(&list_grew);
  pthread_mutex_unlock(&list_lock);

  work(context);

  pthread_mutex_lock(&list_lock);
  job.seats = 0;
  while (job.seated > 0) pthread_cond_wait(&job.left, &list_lock);
  for (struct job **link = &list; *link; link = &(*link)->next) {
    if (*link == &job) {
      *link = job.next;
      break;
    }
  }
  pthread_mutex_unlock(&list_lock);
  pthread_cond_destroy(&job.left);
}
