# The same tables in R: chisq.test, vcd::assocstats, mantelhaen.test, mcnemar.test, vcdExtra::CMHtest.
# Run in this folder after make_random_tables.py: Rscript make_random_tables.R   (writes random_tables_r.json)
suppressMessages({library(jsonlite); library(vcd); library(vcdExtra)})
options(digits = 17)
input <- fromJSON("random_tables.json", simplifyVector = FALSE)
tables <- lapply(input$tables, function(entry) {
  full <- matrix(as.numeric(unlist(entry$counts)), nrow = entry$rows, byrow = TRUE)
  t <- full[rowSums(full) > 0, colSums(full) > 0]
  x <- suppressWarnings(chisq.test(t, correct = FALSE))
  a <- assocstats(t)
  out <- list(pearson = c(unname(x$statistic), x$p.value, pchisq(unname(x$statistic), x$parameter, lower.tail = FALSE, log.p = TRUE)),
              likelihoodRatio = a$chisq_tests["Likelihood Ratio", 1], contingency = a$contingency, cramer = a$cramer)
  if (all(dim(t) == 2)) {
    y <- suppressWarnings(chisq.test(t, correct = TRUE))
    out$yates <- c(unname(y$statistic), y$p.value)
    out$mcnemar <- unname(mcnemar.test(t)$statistic)
  }
  if (length(t) <= 12) out$adjusted <- as.vector(t(x$stdres))
  out
})
strata <- lapply(input$strata, function(entry) {
  k <- length(entry$layers)
  a <- array(unlist(lapply(entry$layers, function(v) matrix(unlist(v), 2, byrow = TRUE))), c(2, 2, k))
  one <- mantelhaen.test(a, correct = FALSE)
  two <- mantelhaen.test(a, correct = TRUE)
  c(unname(one$statistic), unname(two$statistic), unname(one$estimate), one$conf.int)
})
wide <- lapply(input$wide, function(entry) {
  k <- length(entry$layers)
  r <- entry$rows
  a <- array(unlist(lapply(entry$layers, function(v) matrix(unlist(v), r, byrow = TRUE))), c(r, length(entry$layers[[1]]) / r, k))
  out <- list()
  if (r > 2 || dim(a)[2] > 2) out$general <- unname(mantelhaen.test(a)$statistic)
  dimnames(a) <- list(a = 1:r, b = 1:dim(a)[2], k = 1:k)
  m <- CMHtest(as.table(a), overall = TRUE)$ALL$table
  out$correlation <- unlist(m["cor", "Chisq"])[[1]]
  out$rowMeanScores <- unlist(m["rmeans", "Chisq"])[[1]]
  out
})
write(toJSON(list(made = list(by = "make_random_tables.R", R = R.version.string, vcd = as.character(packageVersion("vcd")),
  vcdExtra = as.character(packageVersion("vcdExtra"))), tables = tables, strata = strata, wide = wide), digits = I(17), auto_unbox = TRUE), "random_tables_r.json")
