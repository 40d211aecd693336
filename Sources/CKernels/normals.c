#include "normals.h"

#include <math.h>
#include <string.h>

#include "processor.h"

enum { BLOCK = 256 };

/// Fills `words` with 64-bit numbers from Philox blocks `first` on, two each.
static inline __attribute__((always_inline)) void philox(uint64_t seed, uint64_t stream, uint64_t first,
                                                         size_t blocks, uint64_t *words) {
  for (size_t i = 0; i < blocks; i++) {
    const uint64_t number = first + i;
    uint64_t a = (uint32_t)number, b = number >> 32, c = (uint32_t)stream, d = stream >> 32;
    uint64_t k = (uint32_t)seed, l = seed >> 32;
    for (int round = 0; round < 10; round++) {
      const uint64_t one = a * 0xD2511F53u, two = c * 0xCD9E8D57u;
      a = (two >> 32) ^ b ^ k;
      b = (uint32_t)two;
      c = (one >> 32) ^ d ^ l;
      d = (uint32_t)one;
      k = (uint32_t)(k + 0x9E3779B9u);
      l = (uint32_t)(l + 0xBB67AE85u);
    }
    words[2 * i] = a | b << 32;
    words[2 * i + 1] = c | d << 32;
  }
}

/// The quantile where |q| ≤ 0.425, q being the probability less one half.
static inline __attribute__((always_inline)) double centre(double q) {
  const double r = 0.180625 - q * q;
  const double above = ((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r +
                           4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r +
                        1.3314166789178437745e2) * r + 3.3871328727963666080e0;
  const double below = ((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r +
                           2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r +
                        4.2313330701600911252e1) * r + 1.0;
  return q * above / below;
}

/// √(−log `tail`) of a positive normal number, by the logarithm of fdlibm: nothing but arithmetic, so any width gives
/// the same bits.
static inline __attribute__((always_inline)) double depth(double tail) {
  uint64_t bits;
  memcpy(&bits, &tail, sizeof bits);
  // The mantissa comes to lie between √½ and √2; the exponent becomes a double by way of the bits of 2⁵² + exponent.
  bits += 0x3FF0000000000000u - 0x3FE6A09E00000000u;
  const uint64_t high = bits >> 52 | 0x4330000000000000u;
  bits = (bits & 0x000FFFFFFFFFFFFFu) + 0x3FE6A09E00000000u;
  double exponent, mantissa;
  memcpy(&exponent, &high, sizeof exponent);
  memcpy(&mantissa, &bits, sizeof mantissa);
  exponent -= 0x1p52 + 1023;
  const double f = mantissa - 1, half = 0.5 * f * f, s = f / (2 + f), z = s * s, w = z * z;
  const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double high_odd = w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01);
  const double odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + high_odd));
  const double low = s * (half + (even + odd)) + exponent * 1.90821492927058770002e-10;
  const double log = exponent * 6.93147180369123816490e-01 - ((half - low) - f);
  return sqrt(-log);
}

/// The size of the quantile of a tail of probability exp(−r²), r ≤ 5.
static inline __attribute__((always_inline)) double far(double r) {
  r -= 1.6;
  return (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r +
              1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r +
           4.63033784615654529590e0) * r + 1.42343711074968357734e0) /
         (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r +
              1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r +
           2.05319162663775882187e0) * r + 1.0);
}

/// The same for r > 5, which hardly one number in 10¹⁰ needs.
static double farthest(double r) {
  r -= 5;
  return (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r +
              2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r +
           5.46378491116411436990e0) * r + 6.65790464350110377720e0) /
         (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r +
              7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r +
           5.99832206555887937690e-1) * r + 1.0);
}

static inline __attribute__((always_inline)) void fill(uint64_t seed, uint64_t stream, uint64_t from, size_t count,
                                                       double *normals) {
  uint64_t words[2 * BLOCK];
  double places[2 * BLOCK], tails[2 * BLOCK];
  uint16_t which[2 * BLOCK];
  for (size_t done = 0; done < count; done += 2 * BLOCK) {
    const size_t here = count - done < 2 * BLOCK ? count - done : 2 * BLOCK;
    philox(seed, stream, (from + done) / 2, (here + 1) / 2, words);
    double *target = normals + done;
    for (size_t i = 0; i < here; i++) {
      // 52 random bits as a number from 1 to 2, then to its distance from the middle: exact throughout.
      const uint64_t bits = words[i] >> 12 | 0x3FF0000000000000u;
      double number;
      memcpy(&number, &bits, sizeof number);
      const double q = (number - 1.5) + 0x1p-53;
      places[i] = q;
      target[i] = centre(q);
    }
    // Three in twenty lie in the tails: they are gathered and dealt with side by side.
    size_t count_far = 0;
    for (size_t i = 0; i < here; i++) {
      which[count_far] = (uint16_t)i;
      tails[count_far] = 0.5 - fabs(places[i]);
      count_far += fabs(places[i]) > 0.425;
    }
    double deepest = 0;
    for (size_t k = 0; k < count_far; k++) {
      tails[k] = depth(tails[k]);
      deepest = tails[k] > deepest ? tails[k] : deepest;
    }
    if (deepest <= 5) {
      for (size_t k = 0; k < count_far; k++) tails[k] = far(tails[k]);
    } else {
      for (size_t k = 0; k < count_far; k++) tails[k] = tails[k] <= 5 ? far(tails[k]) : farthest(tails[k]);
    }
    for (size_t k = 0; k < count_far; k++) target[which[k]] = copysign(tails[k], places[which[k]]);
  }
}

static void plain(uint64_t seed, uint64_t stream, uint64_t from, size_t count, double *normals) {
  fill(seed, stream, from, count, normals);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void wide(uint64_t seed, uint64_t stream, uint64_t from, size_t count,
                                                 double *normals) {
  fill(seed, stream, from, count, normals);
}

__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw"))) static void widest(uint64_t seed, uint64_t stream,
                                                                                  uint64_t from, size_t count,
                                                                                  double *normals) {
  fill(seed, stream, from, count, normals);
}
#endif

void ck_normals(uint64_t seed, uint64_t stream, uint64_t from, size_t count, int level, double *normals) {
#if defined(__x86_64__)
  if (level >= CK_AVX512) return widest(seed, stream, from, count, normals);
  if (level >= CK_AVX2) return wide(seed, stream, from, count, normals);
#endif
  plain(seed, stream, from, count, normals);
}
