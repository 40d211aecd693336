#ifndef CKERNELS_LINKAGE_SPAN_H
#define CKERNELS_LINKAGE_SPAN_H
#include "linkage_tree.h"

/// How many neighbors of each point are looked up at once.
#define CK_LINK_NEAR 5

/// A spanning tree that grows over the points of a k-d tree, by Boruvka's rounds: each component but the largest takes
/// its shortest way out. Ties go to the lesser ids, lower id first.
struct ck_link_span {
  const struct ck_link_tree *tree;
  int64_t components;
  int32_t largest;
  int32_t *neighbors;  ///< slot * CK_LINK_NEAR, nearest first; -1 behind the last
  double *squares;
  double *bound;       ///< points that are not listed lie at least this far
  uint8_t *next;       ///< the first neighbor that may lie in another component
  int32_t *component, *leaf_component, *node_component;  ///< a slot as name; -1 if there are several
  int32_t *size;
  int32_t *from, *to;  ///< the shortest way out, by component
  double *shortest;
  double *limit;       ///< how long the way out of a component is at most, while threads search
};

struct ck_link_span *ck_link_span_create(const struct ck_link_tree *tree);
void ck_link_span_free(struct ck_link_span *span);
/// Looks up the neighbors of the points in leaves from ..< to. Ranges may be worked on by several threads at once.
void ck_link_span_look_up(struct ck_link_span *span, int64_t from, int64_t to);
/// Finds the shortest listed way out of each component and writes the slots that might know a shorter one. Returns how
/// many they are. `list` has room for all points.
int64_t ck_link_span_doubtful(struct ck_link_span *span, int32_t *list);
/// Searches the tree for the listed slots. Ranges may be worked on by several threads at once.
void ck_link_span_search(struct ck_link_span *span, const int32_t *list, int64_t from, int64_t to);
/// Takes the ways out: `list` as above. Returns how many edges were written; their heights are squared distances.
int64_t ck_link_span_join(struct ck_link_span *span, const int32_t *list, int64_t count, struct ck_link_merge *edges);

/// Turns the edges of a spanning tree of `leaves` points into merges, in place, sorted by height. Clusters that become
/// one at the same height all join the one with the least leaf, in the order of theirs. 0 if memory is short.
int ck_link_tree_merges(struct ck_link_merge *edges, int64_t count, int64_t leaves);

#endif
