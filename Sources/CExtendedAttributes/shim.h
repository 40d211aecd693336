#include <sys/xattr.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Exchanges two paths in one step, or moves without replacing: the C library hides its own name for it from Swift. */
static inline int ext_rename(const char *from, const char *to, unsigned int flags) {
  return (int)syscall(SYS_renameat2, -100, from, -100, to, flags);
}
