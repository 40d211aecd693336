# gap.json: what clusGap of R's cluster package says, with the references it drew; and, of clusters of items, each item's
# (1 - R2 with its own cluster) / (1 - R2 with the nearest other), a cluster standing for the mean of its standardized items.
#
#     Rscript make_gap.R        (needs the packages cluster and jsonlite)

library(cluster)
gap_case <- function(seed, method) {
  set.seed(seed)
  x <- round(rbind(matrix(rnorm(36), ncol = 2), matrix(rnorm(30, 6), ncol = 2), cbind(rnorm(12), rnorm(12, 7))) * 64) / 64
  cut <- function(x, k) list(cluster = cutree(hclust(dist(x), method), k))
  set.seed(seed + 100)
  told <- clusGap(x, cut, K.max = 6, B = 8, d.power = 2, spaceH0 = "original", verbose = FALSE)
  # The same draws again.
  set.seed(seed + 100)
  centred <- scale(x, scale = FALSE)
  range <- apply(centred, 2, range)
  means <- rep(attr(centred, "scaled:center"), each = nrow(x))
  references <- lapply(1:8, function(b) apply(range, 2, function(r, n) runif(n, r[1], r[2]), n = nrow(x)) + means)
  list(method = method, columns = t(x), references = lapply(references, t), gap = told$Tab[, "gap"],
       error = told$Tab[, "SE.sim"], expected = told$Tab[, "E.logW"],
       best = maxSE(told$Tab[, "gap"], told$Tab[, "SE.sim"], "Tibs2001SEmax"))
}
items_case <- function(seed) {
  set.seed(seed)
  common <- matrix(rnorm(300), ncol = 3)
  x <- cbind(common[, 1] + matrix(rnorm(400), ncol = 4), common[, 2] + matrix(rnorm(300), ncol = 3), common[, 3] + 0.5 * common[, 1] + matrix(rnorm(300), ncol = 3))
  clusters <- cutree(hclust(as.dist(1 - cor(x)), "average"), 3)
  components <- sapply(1:3, function(k) rowMeans(scale(x)[, clusters == k, drop = FALSE]))
  r2 <- cor(x, components)^2
  ratio <- sapply(seq_len(ncol(x)), function(i) (1 - r2[i, clusters[i]]) / (1 - max(r2[i, -clusters[i]])))
  list(columns = t(x), clusters = clusters, ratio = ratio)
}
out <- list(versions = list(R = as.character(getRversion()), cluster = as.character(packageVersion("cluster"))),
            gaps = lapply(1:3, function(k) gap_case(k, c("average", "complete", "single")[k])),
            items = lapply(11:13, items_case))
script <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
writeLines(jsonlite::toJSON(out, digits = NA, auto_unbox = TRUE), file.path(dirname(script), "gap.json"))
