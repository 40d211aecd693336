#ifndef CKERNELS_LINKAGE_SCAN_H
#define CKERNELS_LINKAGE_SCAN_H
#include "linkage_tree.h"

/// Distances this much beyond the best are looked at closely, so that rounding never hides an equal one.
#define CK_LINK_SLACK (1 + 1e-12)
#define CK_LINK_WHOLE_SLACK (1 + 1e-9)

/// What is looked for a neighbor.
struct ck_link_question {
  const double *point;
  double weight, spread;
  int32_t kind;
};

/// Squared distances of all lanes of a leaf to the point, and a bit for each lane that may be within the limit.
uint32_t ck_link_scan_leaf(const struct ck_link_tree *tree, int32_t leaf, const struct ck_link_question *question,
                           double limit, double *squares);
/// Lower bounds for the children of a node, and a bit for each that may hold something within the limit.
uint32_t ck_link_scan_node(const struct ck_link_tree *tree, int32_t node, const struct ck_link_question *question,
                           double limit, double *bounds);

/// Boxes, least weights and least spreads of what has changed.
void ck_link_refit(struct ck_link_tree *tree);

#endif
