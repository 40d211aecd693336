#include "linkage_scan.h"
#include "processor.h"
#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx512vpopcntdq")))
#endif

enum { LANES = CK_LINK_LANES, FAN = CK_LINK_FAN };

static uint32_t leaf_portable(const struct ck_link_tree *tree, int32_t leaf, const struct ck_link_question *question,
                              double limit, double *squares) {
  const double *coords = tree->coords + (size_t)leaf * (size_t)tree->dims * LANES;
  for (int lane = 0; lane < LANES; lane++) squares[lane] = 0;
  for (int k = 0; k < tree->dims; k++) {
    double own = question->point[k];
    const double *column = coords + (size_t)k * LANES;
    for (int lane = 0; lane < LANES; lane++) {
      double difference = column[lane] - own;
      squares[lane] += difference * difference;
    }
  }
  uint32_t mask = 0;
  const double *weight = tree->weight + (size_t)leaf * LANES;
  for (int lane = 0; lane < LANES; lane++) {
    double left = squares[lane], right = limit;
    if (question->kind == CK_LINK_WARD) {
      left = 2 * question->weight * weight[lane] * squares[lane];
      right = limit * (question->weight + weight[lane]);
    } else if (question->kind == CK_LINK_AVERAGE) {
      left = squares[lane] + (question->spread + tree->spread[(size_t)leaf * LANES + (size_t)lane]);
    }
    mask |= (uint32_t)(left <= right && squares[lane] < INFINITY) << lane;
  }
  return mask;
}

static uint32_t node_portable(const struct ck_link_tree *tree, int32_t node, const struct ck_link_question *question,
                              double limit, double *bounds) {
  const double *box = tree->boxes + (size_t)node * (2 * (size_t)tree->dims + 2) * FAN;
  double squares[FAN] = {0};
  for (int k = 0; k < tree->dims; k++) {
    double own = question->point[k];
    for (int lane = 0; lane < FAN; lane++) {
      double below = box[lane] - own, above = own - box[FAN + lane];
      double beyond = below > above ? below : above;
      beyond = beyond > 0 ? beyond : 0;
      squares[lane] += beyond * beyond;
    }
    box += 2 * FAN;
  }
  uint32_t mask = 0;
  for (int lane = 0; lane < FAN; lane++) {
    double bound = squares[lane];
    if (question->kind == CK_LINK_WARD)
      bound = 2 * question->weight * box[lane] * squares[lane] / (question->weight + box[lane]);
    else if (question->kind == CK_LINK_AVERAGE)
      bound = squares[lane] + (question->spread + box[FAN + lane]);
    bounds[lane] = bound;
    mask |= (uint32_t)(bound <= limit && squares[lane] < INFINITY) << lane;
  }
  return mask;
}

#if defined(__x86_64__)
AVX512 static uint32_t leaf_avx512(const struct ck_link_tree *tree, int32_t leaf,
                                   const struct ck_link_question *question, double limit, double *squares) {
  const double *column = tree->coords + (size_t)leaf * (size_t)tree->dims * LANES;
  __m512d a = _mm512_setzero_pd(), b = a, c = a;
  for (int k = 0; k < tree->dims; k++, column += LANES) {
    __m512d own = _mm512_set1_pd(question->point[k]);
    __m512d x = _mm512_sub_pd(_mm512_load_pd(column), own);
    __m512d y = _mm512_sub_pd(_mm512_load_pd(column + 8), own);
    __m512d z = _mm512_sub_pd(_mm512_load_pd(column + 16), own);
    a = _mm512_add_pd(a, _mm512_mul_pd(x, x));
    b = _mm512_add_pd(b, _mm512_mul_pd(y, y));
    c = _mm512_add_pd(c, _mm512_mul_pd(z, z));
  }
  _mm512_store_pd(squares, a);
  _mm512_store_pd(squares + 8, b);
  _mm512_store_pd(squares + 16, c);
  __m512d parts[3] = {a, b, c};
  __m512d most = _mm512_set1_pd(limit), infinity = _mm512_set1_pd(INFINITY);
  uint32_t mask = 0;
  for (int part = 0; part < 3; part++) {
    __m512d left = parts[part], right = most;
    if (question->kind == CK_LINK_WARD) {
      __m512d weight = _mm512_load_pd(tree->weight + (size_t)leaf * LANES + (size_t)part * 8);
      left = _mm512_mul_pd(_mm512_mul_pd(_mm512_set1_pd(2 * question->weight), weight), left);
      right = _mm512_mul_pd(most, _mm512_add_pd(_mm512_set1_pd(question->weight), weight));
    } else if (question->kind == CK_LINK_AVERAGE) {
      __m512d spread = _mm512_load_pd(tree->spread + (size_t)leaf * LANES + (size_t)part * 8);
      left = _mm512_add_pd(left, _mm512_add_pd(_mm512_set1_pd(question->spread), spread));
    }
    __mmask8 near = _mm512_cmp_pd_mask(left, right, _CMP_LE_OQ);
    near &= _mm512_cmp_pd_mask(parts[part], infinity, _CMP_LT_OQ);
    mask |= (uint32_t)near << (8 * part);
  }
  return mask;
}

AVX512 static uint32_t node_avx512(const struct ck_link_tree *tree, int32_t node,
                                   const struct ck_link_question *question, double limit, double *bounds) {
  const double *box = tree->boxes + (size_t)node * (2 * (size_t)tree->dims + 2) * FAN;
  __m512d squares = _mm512_setzero_pd(), zero = squares;
  for (int k = 0; k < tree->dims; k++, box += 2 * FAN) {
    __m512d own = _mm512_set1_pd(question->point[k]);
    __m512d below = _mm512_sub_pd(_mm512_load_pd(box), own);
    __m512d above = _mm512_sub_pd(own, _mm512_load_pd(box + FAN));
    __m512d beyond = _mm512_max_pd(_mm512_max_pd(below, above), zero);
    squares = _mm512_add_pd(squares, _mm512_mul_pd(beyond, beyond));
  }
  __m512d bound = squares;
  if (question->kind == CK_LINK_WARD) {
    __m512d own = _mm512_set1_pd(question->weight), least = _mm512_load_pd(box);
    bound = _mm512_mul_pd(_mm512_mul_pd(_mm512_set1_pd(2 * question->weight), least), squares);
    bound = _mm512_div_pd(bound, _mm512_add_pd(own, least));
  } else if (question->kind == CK_LINK_AVERAGE) {
    bound = _mm512_add_pd(squares, _mm512_add_pd(_mm512_set1_pd(question->spread), _mm512_load_pd(box + FAN)));
  }
  _mm512_store_pd(bounds, bound);
  __mmask8 near = _mm512_cmp_pd_mask(bound, _mm512_set1_pd(limit), _CMP_LE_OQ);
  return near & _mm512_cmp_pd_mask(squares, _mm512_set1_pd(INFINITY), _CMP_LT_OQ);
}
#endif

uint32_t ck_link_scan_leaf(const struct ck_link_tree *tree, int32_t leaf, const struct ck_link_question *question,
                           double limit, double *squares) {
#if defined(__x86_64__)
  if (tree->level >= CK_AVX512) return leaf_avx512(tree, leaf, question, limit, squares);
#endif
  return leaf_portable(tree, leaf, question, limit, squares);
}

uint32_t ck_link_scan_node(const struct ck_link_tree *tree, int32_t node, const struct ck_link_question *question,
                           double limit, double *bounds) {
#if defined(__x86_64__)
  if (tree->level >= CK_AVX512) return node_avx512(tree, node, question, limit, bounds);
#endif
  return node_portable(tree, node, question, limit, bounds);
}
