# Factors and components from R's stats and psych, with stopping rules tightened as far as they go.
#     Rscript Tests/ScalesTests/reference/make_factors.R > Tests/ScalesTests/reference/factors.json
suppressMessages({library(psych); library(jsonlite)})
set.seed(31)
make <- function(n, k, m) {
  L <- matrix(runif(k * m, -0.15, 0.25), k); for (i in 1:k) L[i, 1 + i %% m] <- runif(1, 0.5, 0.8)
  f <- matrix(rnorm(n * m), n)
  if (m > 1) f[, 2] <- 0.4 * f[, 1] + sqrt(1 - 0.16) * f[, 2]
  round(f %*% t(L) + matrix(rnorm(n * k), n) * 0.7, 4)
}
cases <- list(two = make(300, 8, 2), three = make(500, 12, 3), one = make(150, 5, 1), many = make(400, 20, 3))
factors <- c(two = 2, three = 3, one = 1, many = 3)
order_signs <- function(L, Phi = NULL) {
  s <- if (is.null(Phi)) colSums(L^2) else diag(Phi %*% crossprod(L))
  o <- order(-s); L <- L[, o, drop = FALSE]; g <- sign(colSums(L)); L <- L %*% diag(g, length(g))
  list(L = L, Phi = if (is.null(Phi)) NULL else diag(g, length(g)) %*% Phi[o, o] %*% diag(g, length(g)), explained = s[o])
}
rows <- function(m) lapply(seq_len(nrow(m)), function(i) as.list(unname(m[i, ])))
one <- function(name) {
  x <- cases[[name]]; m <- factors[[name]]; r <- cor(x); e <- eigen(r)
  components <- e$vectors[, 1:m, drop = FALSE] %*% diag(sqrt(e$values[1:m]), m)
  pa <- suppressWarnings(suppressMessages(fa(r, nfactors = m, fm = "pa", rotate = "none", min.err = 1e-13, max.iter = 100000)))
  rotate <- function(L) {
    L <- unclass(L); plain <- order_signs(L)
    if (ncol(L) == 1) return(list(none = rows(plain$L), explained = plain$explained))
    v <- unclass(varimax(L, eps = 1e-15)$loadings); vo <- order_signs(v)
    Q <- v * abs(v)^3; U <- lm.fit(v, Q)$coefficients; U <- U %*% diag(sqrt(diag(solve(t(U) %*% U))))
    Phi <- solve(U) %*% t(solve(U)); p <- order_signs(v %*% U, Phi)
    list(none = rows(plain$L), explained = plain$explained, varimax = rows(vo$L), promax = rows(p$L), phi = rows(p$Phi))
  }
  sims <- replicate(2000, eigen(cor(matrix(rnorm(length(x)), nrow(x))))$values)
  list(
    columns = lapply(seq_len(ncol(x)), function(i) x[, i]), factors = m, n = nrow(x), eigenvalues = e$values,
    components = rotate(components), axes = rotate(pa$loadings), communalities = unname(pa$communality),
    random = list(
      means = rowMeans(sims), sds = apply(sims, 1, sd), quantiles = apply(sims, 1, quantile, 0.95, names = FALSE)))
}
result <- lapply(setNames(names(cases), names(cases)), one)
cat(toJSON(list(R = R.version.string, psych = as.character(packageVersion("psych")), cases = result), digits = NA, auto_unbox = TRUE), "\n")
