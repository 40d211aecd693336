# Fifty samples in two to five groups, with and without ties, and what R makes of them.
# Run in this folder: Rscript make_groups.R   (writes groups.json)
suppressMessages(library(jsonlite))
options(digits = 17)
set.seed(20260202)
one <- function(number) {
  k <- 2 + number %% 4
  sizes <- sample(3:14, k, replace = TRUE)
  g <- rep(seq_len(k), sizes)
  y <- rnorm(length(g), 0.4 * g * (number %% 3), 1 + g * 0.3)
  y <- if (number %% 2 == 0) round(y * 2) / 2 else round(y, 4)
  for (h in seq_len(k)) if (var(y[g == h]) == 0) y[g == h][1] <- y[g == h][1] + 1
  f <- factor(g)
  a <- anova(lm(y ~ f))
  w <- oneway.test(y ~ f)
  ssb <- a[1, 2]; ssw <- a[2, 2]; msw <- a[2, 3]; sst <- ssb + ssw
  kw <- kruskal.test(y, f)
  pairs <- combn(k, 2)
  welch <- apply(pairs, 2, function(p) {
    t <- t.test(y[g == p[1]], y[g == p[2]])
    c(unname(t$statistic), unname(t$parameter), t$p.value, t$conf.int)
  })
  mw <- apply(pairs, 2, function(p) {
    t <- suppressWarnings(wilcox.test(y[g == p[1]], y[g == p[2]], exact = FALSE, correct = TRUE))
    c(unname(t$statistic), t$p.value)
  })
  d <- apply(pairs, 2, function(p) {
    u <- y[g == p[1]]; v <- y[g == p[2]]; m <- length(u) + length(v) - 2
    s <- sqrt(((length(u) - 1) * var(u) + (length(v) - 1) * var(v)) / m)
    d <- (mean(u) - mean(v)) / s
    c(d, d * exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2)))
  })
  list(y = y, g = g, means = as.vector(tapply(y, f, mean)), medians = as.vector(tapply(y, f, median)),
       interval = as.vector(t.test(y[g == 1])$conf.int),
       welch = c(unname(w$statistic), unname(w$parameter), w$p.value),
       anova = c(a[1, 4], a[1, 1], a[2, 1], a[1, 5]), kruskal = c(unname(kw$statistic), unname(kw$parameter), kw$p.value),
       pairs = t(welch), holm = p.adjust(welch[3, ], "holm"), mannWhitney = t(mw), d = t(d),
       effects = c(ssb / sst, (ssb - a[1, 1] * msw) / (sst + msw), (ssb - a[1, 1] * msw) / sst))
}
write(toJSON(list(made = list(by = "make_groups.R", R = R.version.string), samples = lapply(1:50, one)),
             auto_unbox = TRUE, digits = I(15)), "groups.json")
