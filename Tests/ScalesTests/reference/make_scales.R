# Reference values of correlations, reliability, sampling adequacy and factors from R's stats and psych.
#     Rscript Tests/ScalesTests/reference/make_scales.R > Tests/ScalesTests/reference/scales.json
suppressMessages({library(psych); library(jsonlite)})
set.seed(20240607)

make <- function(n, k, levels, missing = 0, strength = 0.6, negative = integer(0)) {
  f <- rnorm(n)
  x <- sapply(seq_len(k), function(i) {
    sign <- if (i %in% negative) -1 else 1
    v <- sign * strength * f + rnorm(n, sd = sqrt(1 - strength^2))
    if (levels == 0) round(v, 6) else as.integer(cut(v, c(-Inf, quantile(v, seq_len(levels - 1) / levels + 0.03 * (i %% 3)), Inf)))
  })
  if (missing > 0) x[matrix(runif(n * k) < missing, n)] <- NA
  x
}
cases <- list(
  likert = make(400, 6, 5), holes = make(250, 5, 7, missing = 0.08), real = make(120, 4, 0),
  ragged = make(90, 5, 0, missing = 0.1), small = make(9, 4, 0), tiny = make(7, 4, 3), weak = make(60, 5, 2, strength = 0.1),
  negative = make(300, 5, 5, negative = c(2, 4)), pair = make(80, 2, 5), wide = make(500, 20, 5, strength = 0.5),
  long = make(3000, 8, 4, missing = 0.02))

one <- function(x) {
  k <- ncol(x)
  pairs <- list()
  for (i in 1:(k - 1)) for (j in (i + 1):k) {
    a <- x[, i]; b <- x[, j]; ok <- !is.na(a) & !is.na(b); a <- a[ok]; b <- b[ok]
    p <- cor.test(a, b)
    s <- suppressWarnings(cor.test(rank(a), rank(b)))  # the t form on midranks
    ties <- any(duplicated(a)) || any(duplicated(b))
    t <- suppressWarnings(cor.test(a, b, method = "kendall", exact = length(a) < 10 && !ties, continuity = FALSE))
    pairs[[length(pairs) + 1]] <- list(
      n = length(a), pearson = unname(p$estimate), pearsonP = p$p.value,
      low = if (length(a) > 3) p$conf.int[1] else NULL, high = if (length(a) > 3) p$conf.int[2] else NULL,
      spearman = unname(s$estimate), spearmanP = s$p.value, kendall = unname(t$estimate), kendallP = t$p.value)
  }
  scale <- function(y, use) {
    invisible(capture.output(a <- suppressMessages(suppressWarnings(alpha(as.data.frame(y), use = use, check.keys = FALSE)))))
    r <- cor(y, use = use)
    n <- if (use == "pairwise") min(crossprod(!is.na(y))[upper.tri(diag(ncol(y)))]) else sum(complete.cases(y))
    ci <- unclass(alpha.ci(a$total$raw_alpha, n.obs = n, n.var = ncol(y)))
    result <- list(
      n = n, alpha = a$total$raw_alpha, low = ci$lower.ci, high = ci$upper.ci, standardized = a$total$std.alpha,
      itemRest = unname(a$item.stats$r.drop), means = unname(a$item.stats$mean), sds = unname(a$item.stats$sd))
    # With two items psych prints something else in place of alpha if deleted.
    if (ncol(y) > 2) {
      result$ifDeleted <- unname(a$alpha.drop$raw_alpha)
      f <- suppressWarnings(suppressMessages(fa(r, nfactors = 1, fm = "minres")))
      result$loadings <- unname(f$loadings[, 1])
      result$omega <- (sum(r) - sum(f$uniquenesses)) / sum(r)
      result$objective <- sum((r - f$loadings %*% t(f$loadings))[upper.tri(r)]^2)
    }
    kmo <- KMO(r)
    b <- cortest.bartlett(r, n = n)
    result$kmo <- kmo$MSA; result$kmoPerItem <- unname(kmo$MSAi)
    result$bartlett <- b$chisq; result$bartlettP <- b$p.value
    result
  }
  list(
    columns = lapply(seq_len(k), function(i) x[, i]), pairs = pairs,
    listwise = scale(x[complete.cases(x), , drop = FALSE], "complete.obs"), pairwise = scale(x, "pairwise"))
}
result <- list(
  R = R.version.string, psych = as.character(packageVersion("psych")), cases = lapply(cases, one))
cat(toJSON(result, digits = NA, auto_unbox = TRUE, na = "null", null = "null", pretty = FALSE), "\n")
