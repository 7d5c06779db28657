/** Recomputes weights, scores and standard errors from the files of the archive and compares them with estimates.csv. */
export const recomputeR = String.raw`# R 4 with the package "survey". Run in the folder of the unpacked archive: Rscript recompute.R
library(survey)
options(survey.lonely.psu = "adjust")
read <- function(file) read.csv(file, fileEncoding = "UTF-8-BOM", check.names = FALSE, na.strings = "", colClasses = NA, stringsAsFactors = FALSE)
data <- read("microdata.csv"); margins <- read("margins.csv"); tree <- read("tree.csv"); estimates <- read("estimates.csv")
age_category <- function(label, categories) {
  lower <- as.numeric(sub("[^0-9].*", "", categories)); own <- as.numeric(sub("[^0-9].*", "", label))
  fits <- which(!is.na(lower) & lower <= own)
  if (is.na(own) || length(fits) == 0) "unknown" else categories[fits[which.max(lower[fits])]]
}

# 1. Weights: rake each survey to its margins, from base_weight / allocation.
data$start <- data$base_weight / data$allocation
data$weight <- data$start
data$sex_cell <- paste(data$residence_district, data$sex)
data$age_cell <- NA
for (s in unique(data$survey)) {
  rows <- which(data$survey == s); own <- margins[margins$survey == s, ]
  if (nrow(own) == 0) next
  data$age_cell[rows] <- mapply(function(d, a) paste(d, age_category(a, own$category[own$variable == "age" & own$district == d])), data$residence_district[rows], data$age_group[rows])
  totals <- function(variable, name) { m <- own[own$variable == variable, ]; setNames(data.frame(paste(m$district, m$category), m$target), c(name, "Freq")) }
  design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~start, data = data[rows, ], nest = TRUE)
  raked <- rake(design, list(~sex_cell, ~age_cell), list(totals("sex", "sex_cell"), totals("age", "age_cell")), control = list(maxit = 1000, epsilon = 1e-7))
  data$weight[rows] <- weights(raked)
}
cat("largest relative difference of the weights:", max(abs(data$weight / data$final_weight - 1)), "\n")

# 2. Scores by district, up the tree, and their linearised variables (one column a district).
districts <- unique(estimates$district[estimates$figure == "index"])
score_of <- function(node) {
  line <- tree[tree$node == node, ]
  if (line$kind != "item") {
    children <- tree[!is.na(tree$parent) & tree$parent == node, ]
    parts <- lapply(children$node, score_of)
    return(list(score = Reduce("+", Map(function(p, w) p$score * w, parts, children$weight)), u = Reduce("+", Map(function(p, w) p$u * w, parts, children$weight))))
  }
  x <- data[[line$column]]; width <- line$scale_max - line$scale_min
  valid <- data$survey == line$survey & data$service_user == 1 & !is.na(x) & x >= line$scale_min & x <= line$scale_max
  parts <- lapply(districts, function(d) {
    members <- valid & !is.na(data$service_district) & data$service_district == d
    mean <- sum(data$weight[members] * x[members]) / sum(data$weight[members])
    list(score = 100 * (mean - line$scale_min) / width, u = ifelse(members, 100 / width * (x - mean) / sum(data$weight[members]), 0))
  })
  list(score = sapply(parts, "[[", "score"), u = sapply(parts, "[[", "u"))
}

# 3. Standard errors: residuals on the margin cells within each survey, then PSU totals of the whole design.
residuals_of <- function(u) {
  for (s in unique(data$survey)) {
    rows <- which(data$survey == s)
    if (all(is.na(data$age_cell[rows]))) next
    u[rows, ] <- as.matrix(residuals(lm(u[rows, ] ~ sex_cell + age_cell, data = data[rows, ], weights = start)))
  }
  u
}
for (node in tree$node[tree$kind %in% c("overall", "sector", "survey")]) {
  found <- score_of(node)
  known <- !is.na(found$score)
  if (!any(known)) next
  z <- data$weight * residuals_of(found$u[, known, drop = FALSE])
  colnames(z) <- paste0("z", seq_len(ncol(z)))
  design <- svydesign(ids = ~psu, strata = ~stratum, weights = rep(1, nrow(data)), data = data.frame(data[, c("psu", "stratum")], z), nest = TRUE)
  se <- sqrt(diag(vcov(svytotal(reformulate(colnames(z)), design))))
  published <- estimates[estimates$figure == "index" & estimates$node == node, ][known, ]
  shown <- !is.na(published$estimate)
  if (!any(shown)) next
  difference <- function(a, b) max(abs(a - b)[shown], na.rm = TRUE)
  cat(sprintf("%-28s largest difference of scores %.2e, of standard errors %.2e\n", node, difference(found$score[known], published$estimate), difference(se, published$se)))
}
`;
