# Random survey designs and what R's survey package makes of them: means, totals, ratios, shares with intervals,
# quantiles, tests of two questions with the residuals of their cells, post-stratification, raking, jackknife and regression.
# Run in this folder: Rscript make_designs.R   (writes designs.json)
suppressMessages({library(survey); library(jsonlite)})
options(digits = 17, warn = -1)
set.seed(20260101)

draw <- function(number) {
  kind <- c("weights", "clusters", "strata", "strata and clusters", "sizes", "fractions", "two stages",
            "two stages with sizes", "certainty", "adjust", "average", "restarting")[(number - 1) %% 12 + 1]
  lonely <- kind %in% c("certainty", "adjust", "average")
  strata <- if (kind %in% c("weights", "clusters", "two stages")) 1 else sample(2:4, 1)
  perStratum <- sample(3:8, strata, replace = TRUE)
  if (lonely) perStratum[sample(strata, 1)] <- 1
  rows <- list()
  next_id <- 0
  for (h in seq_len(strata)) for (k in seq_len(perStratum[h])) {
    id <- if (kind == "restarting") k else { next_id <- next_id + 1; next_id }
    units <- sample(2:4, 1)
    effect <- rnorm(1)
    for (u in seq_len(units)) {
      m <- if (grepl("two stages", kind)) sample(1:3, 1) else 1
      rows[[length(rows) + 1]] <- data.frame(
        h = h, id = id, u = u, effect = rep(effect, m), n1 = perStratum[h], N1 = perStratum[h] + 4 + 3 * h,
        n2 = units, N2 = units + 2 + k)
    }
  }
  d <- do.call(rbind, rows)
  n <- nrow(d)
  d$w <- if (kind == "sizes") round(d$N1 / d$n1 * 3, 3) else round(exp(rnorm(n, 1, 0.5)), 3)
  d$x <- round(3 + d$effect + rnorm(n), 3)
  d$y <- round(5 + 0.4 * d$x + rnorm(n), 3)
  d$a <- pmin(3, pmax(1, round(2 + 0.6 * d$effect + rnorm(n, 0, 0.7))))
  d$b <- ifelse(d$x + rnorm(n) > 3, 2, 1)
  d$g <- sample(c(1:3, sample(1:3, n - 3, replace = TRUE)))
  d$p <- rep_len(1:3, n)
  d$z <- as.integer(d$y + rnorm(n) > mean(d$y))
  if (number %% 3 == 0) { d$x[sample(n, 3)] <- NA; d$a[sample(n, 2)] <- NA; d$b[sample(n, 2)] <- NA }
  d$fraction <- round(d$n1 / d$N1, 6)
  list(kind = kind, data = d, nested = kind == "restarting", lonely = if (lonely) kind else "fail")
}

makeDesign <- function(s) {
  d <- s$data
  switch(s$kind,
    "weights" = svydesign(~1, weights = ~w, data = d),
    "clusters" = svydesign(~id, weights = ~w, data = d),
    "strata" = svydesign(~1, strata = ~h, weights = ~w, data = d),
    "sizes" = svydesign(~id, strata = ~h, weights = ~w, fpc = ~N1, data = d),
    "fractions" = svydesign(~id, strata = ~h, weights = ~w, fpc = ~fraction, data = d),
    "two stages" = svydesign(~id + u, weights = ~w, data = d, nest = TRUE),
    "two stages with sizes" = svydesign(~id + u, strata = ~h, weights = ~w, fpc = ~N1 + N2, data = d, nest = TRUE),
    "restarting" = svydesign(~id, strata = ~h, weights = ~w, data = d, nest = TRUE),
    svydesign(~id, strata = ~h, weights = ~w, data = d))
}

answer <- function(m, design) list(
  value = unname(coef(m))[1], se = unname(SE(m))[1], df = degf(design),
  deff = unname(attr(m, "deff"))[1])

one <- function(number) {
  s <- draw(number)
  options(survey.lonely.psu = s$lonely)
  D <- makeDesign(s)
  d <- s$data
  out <- list(kind = s$kind, lonely = s$lonely)
  hasX <- subset(D, !is.na(x))
  m <- svymean(~x, hasX, deff = "replace")
  out$mean <- answer(m, hasX)
  out$meanWithout <- unname(attr(svymean(~x, hasX, deff = TRUE), "deff"))[1]
  out$interval <- as.vector(confint(m, df = degf(hasX)))
  total <- svytotal(~y, D)
  out$total <- list(value = unname(coef(total)), se = unname(SE(total))[1])
  r <- svyratio(~x, ~y, hasX)
  out$ratio <- list(value = as.vector(r$ratio), se = as.vector(sqrt(r$var)))
  # Several means at once, with their covariance.
  out$several <- as.vector(vcov(svymean(~x + y, hasX)))
  # A part of the rows.
  part <- subset(D, !is.na(x) & g == 1)
  pm <- svymean(~x, part, deff = "replace")
  out$part <- answer(pm, part)
  # Shares of an answer.
  D$variables$one <- as.numeric(d$b == 1)
  hasB <- subset(D, !is.na(b))
  share <- svymean(~one, hasB, deff = "replace")
  out$share <- answer(share, hasB)
  out$logit <- unname(attr(svyciprop(~one, hasB, method = "xlogit", df = degf(hasB)), "ci"))
  out$beta <- unname(attr(svyciprop(~one, hasB, method = "beta"), "ci"))
  # Quantiles: R's rule "math" is the left-continuous inverse; intervals by Woodruff ("mean").
  q <- svyquantile(~x, hasX, c(0.25, 0.5, 0.9), interval.type = "mean", qrule = "math", df = degf(hasX))
  out$quantiles <- as.vector(t(unclass(q)$x[, 1:3]))
  # Two questions.
  both <- subset(D, !is.na(a) & !is.na(b))
  t <- tryCatch({
    f <- svychisq(~a + b, both, statistic = "F")
    c2 <- svychisq(~a + b, both, statistic = "Chisq")
    aa <- factor(both$variables$a); bb <- factor(both$variables$b)
    fsat <- ~interaction(factor(a), factor(b)) - 1
    mm <- model.matrix(fsat, both$variables)
    mean2 <- svymean(mm, both)
    nr <- nlevels(aa); nc <- nlevels(bb)
    mf1 <- expand.grid(rows = 1:nr, cols = 1:nc)
    X1 <- model.matrix(~factor(rows) + factor(cols), mf1)
    X12 <- model.matrix(~factor(rows) * factor(cols), mf1)
    C <- qr.resid(qr(X1), X12[, -(1:(nr + nc - 1)), drop = FALSE])
    iD <- diag(ifelse(mean2 == 0, 0, 1 / mean2))
    n <- nrow(mm)
    delta <- solve(t(C) %*% (iD / n) %*% C, t(C) %*% iD %*% attr(mean2, "var") %*% iD %*% C)
    # Each cell less the product of its margins, over its standard error by the delta method.
    v <- attr(mean2, "var")
    z <- sapply(seq_len(nr * nc), function(k) {
      i <- mf1$rows[k]; j <- mf1$cols[k]
      inRow <- mf1$rows == i; inColumn <- mf1$cols == j
      pi <- sum(mean2[inRow]); pj <- sum(mean2[inColumn])
      g <- (seq_len(nr * nc) == k) - inRow * pj - inColumn * pi
      unname((mean2[k] - pi * pj) / sqrt(as.vector(t(g) %*% v %*% g)))
    })
    list(residuals = as.vector(t(matrix(z, nr, nc))), f = unname(f$statistic), ndf = unname(f$parameter[1]), ddf = unname(f$parameter[2]), p = f$p.value,
         x2 = unname(c2$statistic), firstP = c2$p.value, deltas = sort(Re(eigen(delta)$values), decreasing = TRUE))
  }, error = function(e) NULL)
  if (!is.null(t) && all(is.finite(unlist(t)))) out$test <- t
  # Weights made to meet known margins.
  if (s$lonely == "fail") {
    sums <- c(100, 140, 90)
    post <- postStratify(D, ~p, data.frame(p = 1:3, Freq = sums))
    pt <- svytotal(~y, post); pm <- svymean(~y, post)
    out$post <- c(unname(coef(pt)), unname(SE(pt))[1], unname(coef(pm)), unname(SE(pm))[1])
    raked <- rake(D, list(~p, ~g), list(data.frame(p = 1:3, Freq = sums), data.frame(g = 1:3, Freq = c(120, 110, 100))),
                  control = list(maxit = 1000, epsilon = 1e-11))
    rt <- svytotal(~y, raked); rm <- svymean(~y, raked)
    # Impossible margins are not an answer; R only warns of them.
    met <- max(abs(svytable(~p, raked) - sums), abs(svytable(~g, raked) - c(120, 110, 100))) < 1e-7
    if (met) out$rake <- c(unname(coef(rt)), unname(SE(rt))[1], unname(coef(rm)), unname(SE(rm))[1])
  }
  if (s$kind %in% c("clusters", "strata and clusters", "restarting", "weights", "strata")) {
    type <- if (s$kind %in% c("clusters", "weights")) "JK1" else "JKn"
    R <- as.svrepdesign(D, type = type)
    jt <- svytotal(~y, R); jm <- svymean(~y, R)
    out$jackknife <- c(unname(coef(jt)), unname(SE(jt))[1], unname(coef(jm)), unname(SE(jm))[1])
  }
  # Groups and models.
  linear <- svyglm(y ~ x + factor(g), hasX)
  out$linear <- list(beta = unname(coef(linear)), se = unname(SE(linear)))
  w <- regTermTest(linear, ~factor(g))
  out$linear$wald <- c(w$Ftest, w$df, w$ddf, w$p)
  bin <- svyglm(z ~ x + factor(g), hasX, family = quasibinomial())
  bin <- update(bin, control = glm.control(epsilon = 1e-14, maxit = 100))
  out$logistic <- list(beta = unname(coef(bin)), se = unname(SE(bin)))
  byG <- svyglm(y ~ factor(g), D)
  w <- regTermTest(byG, ~factor(g))
  out$groups <- list(f = as.vector(w$Ftest), ndf = w$df, ddf = w$ddf, p = as.vector(w$p))
  columns <- c("h", "id", "u", "w", "x", "y", "a", "b", "g", "p", "z", "N1", "N2", "fraction")
  out$data <- lapply(d[columns], function(v) v)
  out
}
designs <- lapply(1:60, one)
write(toJSON(list(made = list(by = "make_designs.R", R = R.version.string,
                              survey = as.character(packageVersion("survey"))), designs = designs),
             auto_unbox = TRUE, digits = I(17), na = "null", null = "null"), "designs.json")
