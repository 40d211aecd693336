#include "csv.h"
#include <string.h>

size_t ck_utf8_valid(const uint8_t *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    if (text[at] < 0x80) {
      uint64_t word;
      while (length - at >= 8) {
        memcpy(&word, text + at, 8);
        if (word & 0x8080808080808080u) break;
        at += 8;
      }
      while (at < length && text[at] < 0x80) at++;
      continue;
    }
    uint8_t lead = text[at];
    size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || length - at <= more) return at;
    uint8_t next = text[at + 1];
    uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (next < low || next > high) return at;
    for (size_t k = 2; k <= more; k++)
      if ((text[at + k] & 0xC0) != 0x80) return at;
    at += more + 1;
  }
  return length;
}
