#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Swift hides fork, since it must not be called once there are threads. We call it before there are any. */
static inline pid_t process_fork(void) { return fork(); }

/* The macros that take the status of a child apart. */
static inline int process_has_exited(int status) { return WIFEXITED(status); }
static inline int process_exit_code(int status) { return WEXITSTATUS(status); }
static inline int process_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
