# Polychoric correlations from psych, whose optimiser is told to go on to 1e-10 (its own default stops at 1e-4), and from its default.
#     Rscript Tests/ScalesTests/reference/make_polychoric.R > Tests/ScalesTests/reference/polychoric.json
suppressMessages({library(psych); library(jsonlite)})
set.seed(77)
options(mc.cores = 1)
make <- function(n, k, levels, strength = 0.7, missing = 0) {
  f <- rnorm(n)
  x <- sapply(seq_len(k), function(i) {
    s <- strength * c(1, 0.8, -0.6, 0.3)[1 + i %% 4]
    v <- s * f + rnorm(n, sd = sqrt(1 - s^2))
    l <- levels[1 + i %% length(levels)]
    as.integer(cut(v, c(-Inf, sort(rnorm(l - 1)), Inf)))
  })
  if (missing > 0) x[matrix(runif(n * k) < missing, n)] <- NA
  x
}
cases <- list(
  five = make(600, 6, 5), holes = make(400, 5, 5, missing = 0.1), mixed = make(500, 6, c(2, 3, 7)),
  sparse = make(60, 5, 5), strong = make(300, 4, 4, strength = 0.97), binary = make(200, 5, 2))
polyF <- psych:::polyF
fit <- function(x, i, j, global, correct, tol) {
  a <- x[, i]; b <- x[, j]
  tab <- table(factor(a, sort(unique(a))), factor(b, sort(unique(b)))) # levels of the whole item
  ok <- !is.na(a) & !is.na(b); n <- sum(ok)
  p <- unclass(tab) / n
  if (global) {
    rc <- qnorm(head(cumsum(table(a)) / sum(!is.na(a)), -1)); cc <- qnorm(head(cumsum(table(b)) / sum(!is.na(b)), -1))
  } else {
    p <- p[rowSums(p) > 0, colSums(p) > 0, drop = FALSE]
    if (correct > 0) p[p == 0] <- correct / n
    rc <- qnorm(head(cumsum(rowSums(p)), -1)); cc <- qnorm(head(cumsum(colSums(p)), -1))
  }
  o <- optimize(polyF, interval = c(-1, 1), rc = rc, cc = cc, p, tol = tol)
  c(o$minimum, -o$objective * n)
}
one <- function(x) {
  k <- ncol(x)
  variants <- list(item = c(TRUE, 0), pair = c(FALSE, 0), corrected = c(FALSE, 0.5))
  result <- lapply(variants, function(v) {
    pairs <- list()
    for (i in 1:(k - 1)) for (j in (i + 1):k) {
      f <- fit(x, i, j, v[1] == 1, v[2], 1e-10)
      pairs[[length(pairs) + 1]] <- list(r = f[1], logLikelihood = f[2])
    }
    pairs
  })
  # What the function itself says, with its own tolerance, without smoothing.
  own <- suppressWarnings(suppressMessages(polychoric(x, smooth = FALSE, global = FALSE, correct = 0.5)$rho))
  result$psych <- t(own)[lower.tri(own)]
  list(columns = lapply(seq_len(k), function(i) x[, i]), variants = result)
}
cat(toJSON(list(
  R = R.version.string, psych = as.character(packageVersion("psych")), mnormt = as.character(packageVersion("mnormt")),
  cases = lapply(cases, one)), digits = NA, auto_unbox = TRUE, na = "null"), "\n")
