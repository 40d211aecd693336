# Enterprises and their respondents, and what R makes of them from the definitions: shares with intervals (survey), relative
# importance index, obstacle degrees with entropy weights, contrasts (t.test, survey), shifts, shares of R^2 over all subsets
# (lm), ceilings with lm, and the exact p of a permutation test over all orders.
# Run in this folder: Rscript make_bottlenecks.R   (writes bottlenecks.json)
suppressMessages({library(survey); library(jsonlite)})
options(digits = 17, warn = -1)
set.seed(20260707)

# ---- data
m <- 40
enterprises <- data.frame(
  id = sprintf("E%02d", 1:m), province = sample(c("Anhui", "Hebei", "Jiangsu"), m, TRUE),
  sector = sample(c("steel", "cement"), m, TRUE), weight = round(runif(m, 1, 4), 2))
capability <- rnorm(m)
enterprises$emissions <- round(exp(rnorm(m, 8, 1)))
enterprises$valueAdded <- round(exp(rnorm(m, 6, 0.8)))
enterprises$valueAdded[3] <- -200
enterprises$intensity <- round(2 - 0.3 * capability + 0.5 * (enterprises$sector == "steel") + rnorm(m, 0, 0.4), 3)
enterprises$intensity[7] <- NA
rows <- do.call(rbind, lapply(1:m, function(e) {
  k <- sample(3:9, 1)
  latent <- capability[e] + rnorm(k)
  data.frame(
    entity = enterprises$id[e], weight = enterprises$weight[e],
    training = pmin(5, pmax(1, round(3 + latent + rnorm(k, 0, 0.5)))),
    staffing = pmin(5, pmax(1, round(3 + 0.5 * latent + rnorm(k)))),
    faults = pmin(4, pmax(1, round(2.5 - 0.6 * latent + rnorm(k)))),
    shared = as.integer(latent + rnorm(k) > 0), quality = round(3 + 0.6 * latent + rnorm(k, 0, 0.5), 2))
}))
n <- nrow(rows)
rows$training[sample(n, 8)] <- NA
rows$staffing[sample(n, 6)] <- NA
rows$faults[sample(n, 5)] <- NA
rows$shared[sample(n, 4)] <- NA

# ---- dimensions: training <= 2 or staffing <= 2; faults >= 3; not shared
three <- function(...) {              # at least one, three-valued
  a <- cbind(...)
  ifelse(rowSums(a, na.rm = TRUE) > 0, 1, ifelse(rowSums(is.na(a)) > 0, NA, 0))
}
people <- three(rows$training <= 2, rows$staffing <= 2)
equipment <- as.numeric(rows$faults >= 3)
data <- as.numeric(rows$shared == 0)
shows <- list(people = people, equipment = equipment, data = data)
importance <- list(
  people = rowMeans(cbind((6 - rows$training) / 5, (6 - rows$staffing) / 5), na.rm = TRUE),
  equipment = rows$faults / 4)
top <- list(
  people = rowMeans(cbind(rows$training <= 2, rows$staffing <= 2), na.rm = TRUE), equipment = rows$faults >= 3)
load <- list(
  people = rowMeans(cbind((5 - rows$training) / 4, (5 - rows$staffing) / 4), na.rm = TRUE),
  equipment = (rows$faults - 1) / 3, data = 1 - rows$shared)
clean <- function(x) { x[is.nan(x)] <- NA; x }
importance <- lapply(importance, clean); load <- lapply(load, clean); top <- lapply(top, clean)

design <- function(d) svydesign(ids = ~entity, weights = ~weight, data = d)
ofEnterprises <- function(d) svydesign(ids = ~1, weights = ~weight, data = d)
share <- function(x, make, frame) {
  frame$x <- x
  d <- subset(make(frame), !is.na(x))
  ci <- svyciprop(~x, d, method = "logit", df = degf(d))
  list(share = as.numeric(ci), low = attr(ci, "ci")[[1]], high = attr(ci, "ci")[[2]],
       known = sum(!is.na(x)), shown = sum(x == 1, na.rm = TRUE))
}
byEnterprise <- function(x) {
  ok <- !is.na(x)
  s <- tapply(rows$weight[ok] * x[ok], factor(rows$entity[ok], enterprises$id), sum)
  w <- tapply(rows$weight[ok], factor(rows$entity[ok], enterprises$id), sum)
  as.numeric(s / w)
}
status <- lapply(shows, function(x) { p <- byEnterprise(x); ifelse(is.na(p), NA, as.numeric(p >= 0.5)) })
loads <- lapply(load, byEnterprise)

severity <- lapply(names(importance), function(k) {
  rows$x <- importance[[k]]; rows$t <- as.numeric(top[[k]])
  d <- subset(design(rows), !is.na(x))
  est <- svymean(~x, d); ci <- confint(est, df = degf(d))
  list(value = as.numeric(est), low = ci[1], high = ci[2], topTwo = as.numeric(svymean(~t, subset(design(rows), !is.na(t)))))
})
names(severity) <- names(importance)

# ---- obstacle degrees: indicators are the items' means by enterprise, bad direction
items <- cbind(byEnterprise(5 - rows$training), byEnterprise(5 - rows$staffing), byEnterprise(rows$faults - 1),
               byEnterprise(1 - rows$shared))
good <- apply(items, 2, function(x) (max(x, na.rm = TRUE) - x) / (max(x, na.rm = TRUE) - min(x, na.rm = TRUE)))
entropy <- apply(good, 2, function(x) { x <- x[!is.na(x)]; p <- x / sum(x); -sum(ifelse(p > 0, p * log(p), 0)) / log(length(x)) })
w <- (1 - entropy) / sum(1 - entropy)
lack <- sweep(1 - good, 2, w, "*"); lack[is.na(lack)] <- 0
degrees <- 100 * lack / rowSums(lack)
groups <- list(people = 1:2, equipment = 3, data = 4)
obstacle <- lapply(groups, function(g) {
  own <- rowSums(degrees[, g, drop = FALSE])
  weighted.mean(own, enterprises$weight, na.rm = TRUE)
})

# ---- contrasts of intensity
contrast <- lapply(status, function(s) {
  e <- enterprises; e$s <- s
  a <- e$intensity[which(s == 1)]; b <- e$intensity[which(s == 0)]
  a <- a[!is.na(a)]; b <- b[!is.na(b)]
  t <- t.test(a, b)
  e$sector <- factor(e$sector, sort(unique(e$sector)))
  fit <- svyglm(intensity ~ sector + s, subset(ofEnterprises(e), !is.na(s) & !is.na(intensity)))
  ci <- confint(fit, ddf = fit$df.residual)
  all <- sort(as.numeric(outer(a, b, "-")))
  nn <- length(a) + length(b)
  ties <- table(c(a, b)); tie <- sum(ties^3 - ties)
  k <- floor(length(all) / 2 - qnorm(0.975) * sqrt(length(all) / 12 * (nn + 1 - tie / (nn * (nn - 1)))))
  list(difference = mean(a) - mean(b), low = t$conf.int[1], high = t$conf.int[2], p = t$p.value,
       adjusted = coef(fit)[["s"]], adjustedLow = ci["s", 1], adjustedHigh = ci["s", 2],
       adjustedP = summary(fit)$coefficients["s", 4], shift = median(all), shiftLow = all[k], shiftHigh = all[length(all) + 1 - k],
       superiority = mean(outer(a, b, ">") + 0.5 * outer(a, b, "==")),
       rankP = wilcox.test(a, b, exact = FALSE)$p.value, with = length(a), without = length(b))
})

# ---- shares of totals
totals <- lapply(status, function(s) {
  s1 <- ifelse(is.na(s), 0, s)
  list(emissions = sum(enterprises$emissions * s1) / sum(enterprises$emissions),
       valueAdded = sum(enterprises$valueAdded * s1) / sum(enterprises$valueAdded),
       weightedEmissions = sum(enterprises$weight * enterprises$emissions * s1) / sum(enterprises$weight * enterprises$emissions),
       unknown = sum(enterprises$emissions[is.na(s)]) / sum(enterprises$emissions))
})

# ---- shares of R^2 over all subsets
lmg <- function(y, x, w) {
  p <- ncol(x); ok <- complete.cases(y, x); y <- y[ok]; x <- x[ok, , drop = FALSE]; w <- w[ok]
  r2 <- sapply(0:(2^p - 1), function(s) {
    own <- which(bitwAnd(s, 2^(0:(p - 1))) > 0)
    if (length(own) == 0) 0 else summary(lm(y ~ x[, own, drop = FALSE], weights = w))$r.squared
  })
  share <- sapply(1:p, function(j) {
    total <- 0
    for (s in 0:(2^p - 1)) if (bitwAnd(s, 2^(j - 1)) == 0) {
      k <- sum(bitwAnd(s, 2^(0:(p - 1))) > 0)
      total <- total + factorial(k) * factorial(p - 1 - k) / factorial(p) * (r2[s + 2^(j - 1) + 1] - r2[s + 1])
    }
    total
  })
  list(shares = share, r2 = r2[2^p], n = length(y))
}
swiss <- lmg(datasets::swiss$Fertility, as.matrix(datasets::swiss[, -1]), rep(1, 47))
drivers <- lmg(enterprises$intensity, do.call(cbind, loads), enterprises$weight)
answers <- lmg(rows$quality, do.call(cbind, load), rows$weight)

# ---- empirical Bayes of groups
pooled <- lapply(status, function(s) {
  ok <- !is.na(s); e <- enterprises[ok, ]; s <- s[ok]
  size <- tapply(e$weight, e$province, function(w) sum(w)^2 / sum(w^2))
  p <- tapply(e$weight * s, e$province, sum) / tapply(e$weight, e$province, sum)
  N <- sum(size); G <- length(size); mu <- sum(size * p) / N
  between <- sum(size * (p - mu)^2) / (G - 1); within <- sum(size * p * (1 - p)) / (N - G)
  typical <- (N - sum(size^2) / N) / (G - 1)
  rho <- min(1, max(0, (between - within) / (between + (typical - 1) * within)))
  if (rho == 0) return(list(correlation = 0, overall = mu, pooled = rep(mu, G), low = qbeta(.025, N * mu, N - N * mu), raw = as.numeric(p)))
  M <- (1 - rho) / rho
  list(correlation = rho, overall = mu, raw = as.numeric(p), pooled = as.numeric((size * p + M * mu) / (size + M)),
       low = as.numeric(qbeta(0.025, size * p + M * mu, size + M - (size * p + M * mu))))
})

# ---- ceilings: tied cases, all four corners, from the definition
x <- c(1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5, 5)
y <- c(4, 5, 5, 3, 6, 6, 1, 9, 8, 1, 5, 2, 7, 7, 5, 4)
ceiling_of <- function(x, y, tied) {
  peak <- sapply(seq_along(x), function(i) all(y[x < x[i]] < y[i]) && all(y[x == x[i]] <= y[i]))
  peers <- data.frame(x = x[peak], y = y[peak])
  if (!tied) peers <- unique(peers)
  peers <- peers[order(peers$x), ]
  fit <- lm(y ~ x, peers)
  b <- coef(fit)
  at <- seq(min(x), max(x), length.out = 4e6 + 1)
  line <- pmin(max(y), pmax(min(y), b[1] + b[2] * at))
  xs <- sort(unique(x))
  step <- sum(diff(xs) * (max(y) - sapply(xs[-length(xs)], function(v) max(y[x <= v]))))
  d <- max(x) - min(x)
  list(step = step, line = mean(max(y) - (line[-1] + line[-length(line)]) / 2) * d, slope = b[[2]], intercept = b[[1]],
       above = sum(y > b[1] + b[2] * x + 1e-7), scope = d * (max(y) - min(y)))
}
ceilings <- lapply(1:4, function(corner) {
  sx <- if (corner %in% c(2, 4)) -1 else 1; sy <- if (corner %in% c(3, 4)) -1 else 1
  list(once = ceiling_of(sx * x, sy * y, FALSE), counted = ceiling_of(sx * x, sy * y, TRUE))
})
orders <- function(v) if (length(v) < 2) list(v) else
  unlist(lapply(seq_along(v), function(i) lapply(orders(v[-i]), function(r) c(v[i], r))), recursive = FALSE)
px <- c(1, 2, 3, 4, 5, 6, 7); py <- c(2, 1, 3, 6, 5, 4, 7)
zone <- function(y) sum(diff(px) * (max(y) - sapply(px[-length(px)], function(v) max(y[px <= v]))))
observed <- zone(py)
permuted <- sapply(orders(py), zone)

write_json(
  list(versions = list(R = R.version.string, survey = as.character(packageVersion("survey"))),
       enterprises = enterprises, respondents = rows, respondentShares = lapply(shows, share, design, rows),
       enterpriseShares = lapply(status, share, ofEnterprises, enterprises), status = status, loads = loads,
       severity = severity, entropyWeights = w, obstacle = obstacle, degreesOfFirst = degrees[1, ], contrast = contrast,
       totals = totals, swiss = swiss, swissData = as.list(datasets::swiss), drivers = drivers, answers = answers,
       pooled = pooled, ceilingData = list(x = x, y = y), ceilings = ceilings,
       permutation = list(x = px, y = py, p = mean(permuted >= observed - 1e-9))),
  "bottlenecks.json", digits = NA, auto_unbox = TRUE, na = "null", pretty = FALSE)
