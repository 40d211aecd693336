# What R's fisher.test says: writes exact_r.json beside this file. Run in this folder: Rscript make_exact.R
set.seed(20240601)
number <- function(x) if (is.na(x)) "null" else if (is.infinite(x)) "\"infinity\"" else sprintf("%.17g", x)
two <- c()
more <- list(c(10, 3, 2, 15), c(1, 9, 11, 3), c(0, 5, 5, 0), c(8, 2, 1, 5), c(3, 1, 1, 3), c(190, 800, 200, 900),
  c(100, 2, 1000, 5), c(500000, 499000, 498000, 503000), c(1200, 900000, 1400, 950000), c(30, 2000000, 5, 1500000))
while (length(more) < 60) {
  n <- sample(c(10, 25, 60, 200, 1000, 20000), 1)
  p <- rgamma(4, 1.5)
  more[[length(more) + 1]] <- as.vector(rmultinom(1, n, p))
}
for (t in more) {
  m <- matrix(t, 2, byrow = TRUE)
  if (any(rowSums(m) == 0) || any(colSums(m) == 0)) next
  test <- fisher.test(m)
  two <- c(two, sprintf("{\"counts\":[%s],\"p\":%s,\"less\":%s,\"greater\":%s,\"oddsRatio\":%s,\"low\":%s,\"high\":%s}",
    paste(sprintf("%d", as.integer(t)), collapse = ","), number(test$p.value), number(fisher.test(m, alternative = "less")$p.value),
    number(fisher.test(m, alternative = "greater")$p.value), number(test$estimate), number(test$conf.int[1]),
    number(test$conf.int[2])))
}
tables <- c()
while (length(tables) < 110) {
  shape <- list(c(2, 3), c(3, 3), c(3, 4), c(4, 4), c(2, 7), c(5, 3), c(4, 5))[[sample(7, 1)]]
  n <- sample(8:70, 1)
  k <- shape[1] * shape[2]
  p <- outer(rgamma(shape[1], 1.5), rgamma(shape[2], 1.2)) * exp(0.5 * rnorm(k))
  m <- matrix(rmultinom(1, n, p), shape[1])
  if (sum(rowSums(m) > 0) < 2 || sum(colSums(m) > 0) < 2) next
  p <- tryCatch(fisher.test(m, workspace = 2e7)$p.value, error = function(e) NA)
  if (is.na(p)) next
  rows <- paste(apply(m, 1, function(r) sprintf("[%s]", paste(r, collapse = ","))), collapse = ",")
  tables <- c(tables, sprintf("{\"table\":[%s],\"probability\":%s}", rows, number(p)))
}
writeLines(sprintf("{\"made\":{\"R\":\"%s\"},\"twoByTwo\":[%s],\"tables\":[%s]}", getRversion(),
  paste(two, collapse = ","), paste(tables, collapse = ",")), "exact_r.json")
