// What the files of density clustering share.
#ifndef CKERNELS_DENSITY_INTERNAL_H
#define CKERNELS_DENSITY_INTERNAL_H
#include "include/density.h"
#include "include/processor.h"
#include <stdlib.h>
#include <string.h>

/// Cells of a block, blocks of a span.
#define CK_DENSITY_BLOCK 32
#define CK_DENSITY_SPAN 16
/// A pass over columns takes eight numbers at a time and may read so many beyond the end.
#define CK_DENSITY_PAD 8
#define CK_DENSITY_LEAVES 256
#define CK_DENSITY_CHUNK 32768
#define CK_DENSITY_CELL_TASK 1024
#define CK_DENSITY_BLOCK_TASK 16

/// Boxes as columns: the low and the high end of each dimension, `stride` apart.
struct boxes {
  size_t count, stride;
  double *low, *high;
};

/// What one thread found out about its part of the points.
struct part {
  uint32_t *starts;
  uint8_t *begins_block;
  size_t count, capacity;
};

struct ck_density {
  ck_density_input in;
  int stride;
  int failed;
  // The upper part of the tree, made from a sample.
  struct { double split; int32_t dimension, child; } nodes[2 * CK_DENSITY_LEAVES];
  size_t leaves, chunks;
  uint16_t *leaf_of_point;
  uint32_t *offsets;
  uint32_t leaf_start[CK_DENSITY_LEAVES + 1];
  struct part parts[CK_DENSITY_LEAVES];
  // Points with their numbers, one after the other, until they stand as columns.
  double *rows;
  double *points;
  size_t point_stride;
  uint32_t *ids;
  int64_t *weights;
  uint8_t *is_core;
  // Cells, blocks of cells, spans of blocks: each starts where the one before it ends.
  size_t cells, blocks, spans;
  uint32_t *cell_start, *block_start;
  struct boxes cell_box, block_box, span_box;
  uint32_t *core_count, *first_row, *parent;
  int32_t *label;
  size_t clusters;
};

static inline const double *ck_density_column(const ck_density *e, int k) { return e->points + (size_t)k * e->point_stride; }

void ck_density_bound(ck_density *e, size_t task);
void ck_density_arrange(ck_density *e, size_t task);
uint32_t ck_density_root(const ck_density *e, uint32_t cell);
void ck_density_scan(ck_density *e, int step, size_t task);
#endif
