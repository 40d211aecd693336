#ifndef CKERNELS_H
#define CKERNELS_H
// The few loops compiled for several instruction sets. One header a subject; this one gathers them.
#include "channel_sums.h"
#include "csv.h"
#include "density.h"
#include "heap.h"
#include "joint_counts.h"
#include "exactjoin.h"
#include "linkage_bytes.h"
#include "linkage_members.h"
#include "leaf_distances.h"
#include "linkage_span.h"
#include "linkage_tree.h"
#include "linkage_triangle.h"
#include "montecarlo.h"
#include "normals.h"
#include "processor.h"
#include "sha256.h"
#include "threads.h"
#endif
