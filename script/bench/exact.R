#!/usr/bin/env Rscript
# Exact tests of sparse tables: how long R's fisher.test takes for the tables of a file, and its p-values.
#   script/bench/exact.R TABLES.csv ANSWER.csv [SECONDS]
# TABLES.csv has the columns table,row,col,count; a table that takes longer than SECONDS (45) is given up.
arguments <- commandArgs(TRUE)
long <- read.csv(arguments[1])
limit <- if (length(arguments) > 2) as.numeric(arguments[3]) else 45
answers <- data.frame()
for (id in unique(long$table)) {
  part <- long[long$table == id, ]
  counts <- matrix(0, max(part$row), max(part$col))
  counts[cbind(part$row, part$col)] <- part$count
  # The limit holds until it is taken back, so it must not strike between two tables.
  seconds <- system.time(p <- tryCatch({
    setTimeLimit(elapsed = limit)
    value <- fisher.test(counts, workspace = 2e7)$p.value
    setTimeLimit()
    value
  }, error = function(e) { setTimeLimit(); NA }))[["elapsed"]]
  answers <- rbind(answers, data.frame(table = id, p = p, seconds = seconds))
}
write.csv(answers, arguments[2], row.names = FALSE)
cat(sprintf("R %s.%s: %d tables, %d given up, %.1f s\n", R.version$major, R.version$minor, nrow(answers), sum(is.na(answers$p)), sum(answers$seconds)))
