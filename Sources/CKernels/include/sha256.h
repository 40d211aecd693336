#ifndef CKERNELS_SHA256_H
#define CKERNELS_SHA256_H
#include <stddef.h>
#include <stdint.h>

/// Writes the SHA-256 digest (FIPS 180-4) of `count` bytes. With `portable`, the processor's own SHA rounds are not used.
void ck_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32], int portable);

#endif
