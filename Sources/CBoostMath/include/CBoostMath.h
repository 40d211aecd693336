#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H
#endif
