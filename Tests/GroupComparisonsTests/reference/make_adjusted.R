# Adjusted group means and their differences from R's survey package: predictive margins with the covariates as fixed,
# errors by the delta method from svyglm's covariance. Run: Rscript make_adjusted.R > adjusted.json
suppressMessages({library(survey); library(jsonlite)})
set.seed(7)
n <- 240
data <- data.frame(
  group = sample(1:3, n, TRUE), sector = sample(c("a", "b", "c"), n, TRUE), size = round(rgamma(n, 2), 3),
  stratum = rep(1:3, each = n / 3), cluster = rep(1:48, each = n / 48), w = round(runif(n, 0.5, 3), 2))
effect <- rep(rnorm(48, 0, 0.5), each = n / 48)
data$score <- round(data$group + (data$sector == "b") + 0.5 * data$size + effect + rnorm(n), 4)
data$yes <- as.integer(runif(n) < plogis(-0.6 + 0.5 * data$group + effect - 0.2 * data$size))
design <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~w, data = data)
data$size[c(3, 77)] <- NA
design <- update(design, size = data$size)

margins <- function(model, binary) {
  frame <- data[!is.na(data$size), ]
  weights <- frame$w / sum(frame$w)
  V <- vcov(model)
  beta <- coef(model)
  rows <- lapply(1:3, function(g) {
    frame$group <- g
    X <- model.matrix(~ factor(group, 1:3) + sector + size, frame)
    eta <- as.vector(X %*% beta)
    if (binary) { p <- plogis(eta); list(mean = sum(weights * p), J = colSums(weights * p * (1 - p) * X)) }
    else list(mean = sum(weights * eta), J = colSums(weights * X))
  })
  se <- function(J) sqrt(as.vector(t(J) %*% V %*% J))
  pairs <- list(c(1, 2), c(1, 3), c(2, 3))
  test <- regTermTest(model, ~ factor(group))
  list(
    means = sapply(rows, `[[`, "mean"), errors = sapply(rows, function(r) se(r$J)),
    differences = sapply(pairs, function(p) rows[[p[1]]]$mean - rows[[p[2]]]$mean),
    differenceErrors = sapply(pairs, function(p) se(rows[[p[1]]]$J - rows[[p[2]]]$J)),
    df = model$df.residual, wald = as.numeric(c(test$Ftest, test$df, test$ddf, test$p)))
}
linear <- svyglm(score ~ factor(group) + sector + size, design)
logistic <- suppressWarnings(svyglm(
  yes ~ factor(group) + sector + size, design, family = quasibinomial(),
  control = glm.control(epsilon = 1e-14, maxit = 100)))
cat(toJSON(
  list(
    versions = list(R = unbox(as.character(getRversion())), survey = unbox(as.character(packageVersion("survey")))),
    data = data, linear = margins(linear, FALSE), logistic = margins(logistic, TRUE)),
  digits = NA, dataframe = "columns", na = "null"), "\n")
