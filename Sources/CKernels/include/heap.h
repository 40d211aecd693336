#ifndef CKERNELS_HEAP_H
#define CKERNELS_HEAP_H

/// Arrays of megabytes that are freed stay with the process from now on: each page that is new costs a fault, which for a
/// million rows came to a fifth of the time.
void ck_heap_keep_freed(void);

#endif
