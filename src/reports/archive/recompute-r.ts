/** Recomputes weights, scores, errors, covariances, satisfied shares and city figures from the files of the archive and compares them with its figures. */
export const recomputeR = String.raw`# R 4 with the packages "survey" and "jsonlite". Run in the folder of the unpacked archive: Rscript recompute.R
library(survey)
options(survey.lonely.psu = "adjust")
read <- function(file) read.csv(file, fileEncoding = "UTF-8-BOM", check.names = FALSE, na.strings = "", colClasses = NA, stringsAsFactors = FALSE)
data <- read("microdata.csv"); margins <- read("margins.csv"); tree <- read("tree.csv"); estimates <- read("estimates.csv"); covariances <- read("covariance.csv")
facts <- jsonlite::fromJSON("method.json")
age_category <- function(label, categories) {
  lower <- as.numeric(sub("[^0-9].*", "", categories)); own <- as.numeric(sub("[^0-9].*", "", label))
  fits <- which(!is.na(lower) & lower <= own)
  if (is.na(own) || length(fits) == 0) "unknown" else categories[fits[which.max(lower[fits])]]
}
largest <- function(differences) { found <- abs(differences[!is.na(differences)]); if (length(found) == 0) NA else max(found) }

# 1. Weights: rake each survey to its margins, from base_weight / allocation. A survey that could not be weighted has final_weight 0.
data$start <- data$base_weight / data$allocation
data$weight <- data$start
data$sex_cell <- paste(data$residence_district, data$sex)
data$age_cell <- NA
for (s in unique(data$survey)) {
  rows <- which(data$survey == s); own <- margins[margins$survey == s, ]
  if (all(data$final_weight[rows] == 0)) data$weight[rows] <- 0
  if (nrow(own) == 0) next
  data$age_cell[rows] <- mapply(function(d, a) paste(d, age_category(a, own$category[own$variable == "age" & own$district == d])), data$residence_district[rows], data$age_group[rows])
  totals <- function(variable, name) { m <- own[own$variable == variable, ]; setNames(data.frame(paste(m$district, m$category), m$target), c(name, "Freq")) }
  design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~start, data = data[rows, ], nest = TRUE)
  raked <- rake(design, list(~sex_cell, ~age_cell), list(totals("sex", "sex_cell"), totals("age", "age_cell")), control = list(maxit = 1000, epsilon = 1e-10))
  data$weight[rows] <- weights(raked)
}
cat("largest relative difference of the weights:", largest((data$weight / data$final_weight - 1)[data$final_weight > 0]), "\n")

# 2. Scores by district and of all pooled, up the tree, with their linearised variables (one column a domain).
districts <- facts$wave$districts
domains <- c(districts, "all")
means_of <- function(values, valid) {
  parts <- lapply(domains, function(d) {
    members <- valid & !is.na(data$service_district) & (d == "all" | data$service_district == d)
    mean <- sum(data$weight[members] * values[members]) / sum(data$weight[members])
    list(score = mean, u = ifelse(members, (values - mean) / sum(data$weight[members]), 0))
  })
  list(score = sapply(parts, "[[", "score"), u = sapply(parts, "[[", "u"))
}
scores <- list()
for (at in rev(seq_len(nrow(tree)))) {
  line <- tree[at, ]
  children <- tree[!is.na(tree$parent) & tree$parent == line$node, ]
  scores[[line$node]] <- if (line$kind == "item") {
    x <- data[[line$column]]
    valid <- data$survey == line$survey & data$service_user == 1 & !is.na(x) & x >= line$scale_min & x <= line$scale_max
    means_of(100 * (x - line$scale_min) / (line$scale_max - line$scale_min), valid)
  } else {
    sum_of <- function(what) Reduce("+", Map(function(node, weight) scores[[node]][[what]] * weight, children$node, children$weight))
    list(score = sum_of("score"), u = sum_of("u"))
  }
}

# 3. Covariances: residuals on the margin cells within each survey, then PSU totals of the whole design.
# The totals are centred first: before version 4.3 survey centres a stratum of one PSU on 0, not on their mean.
residuals_of <- function(u) {
  for (s in unique(data$survey)) {
    rows <- which(data$survey == s)
    if (all(is.na(data$age_cell[rows]))) next
    u[rows, ] <- as.matrix(residuals(lm(u[rows, ] ~ sex_cell + age_cell, data = data[rows, ], weights = start)))
  }
  u
}
covariance_of <- function(u) {
  covariance <- matrix(NA_real_, ncol(u), ncol(u)); known <- which(colSums(is.na(u)) == 0)
  if (length(known) == 0) return(covariance)
  totals <- rowsum(data$weight * residuals_of(u[, known, drop = FALSE]), data$psu)
  totals <- sweep(totals, 2, colMeans(totals)); colnames(totals) <- paste0("z", known)
  psus <- data[match(rownames(totals), data$psu), c("psu", "stratum")]
  design <- svydesign(ids = ~psu, strata = ~stratum, weights = rep(1, nrow(psus)), data = data.frame(psus, totals))
  covariance[known, known] <- vcov(svytotal(reformulate(colnames(totals)), design))
  covariance
}

# 4. Comparison with the files; NA where they give no number.
compare <- function(figure, node, domain, score, se) {
  lines <- estimates[estimates$figure == figure & estimates$node == node, ]
  lines <- lines[match(domain, lines$district), ]
  cat(sprintf("%-16s %-30s largest relative difference: estimates %.1e, standard errors %.1e\n", figure, node, largest(score / lines$estimate - 1), largest(se / lines$se - 1)))
}
own <- seq_along(districts)
for (node in tree$node) {
  score <- scores[[node]]$score; covariance <- covariance_of(scores[[node]]$u); se <- sqrt(diag(covariance))
  compare("index", node, districts, score[own], se[own])
  if (!node %in% covariances$node) next
  lines <- covariances[covariances$node == node, ]
  a <- match(lines$district_a, districts); b <- match(lines$district_b, districts)
  cat(sprintf("%-16s %-30s largest difference relative to the product of the two standard errors: %.1e\n", "covariance", node, largest((covariance[cbind(a, b)] - lines$covariance) / (se[a] * se[b]))))
  share <- facts$method$population$persons[match(districts, facts$method$population$district)]; share <- share / sum(share)
  compare("city_official", node, "all", sum(share * score[own]), sqrt(c(share %*% covariance[own, own] %*% share)))
  compare("city_pooled", node, "all", score[length(domains)], se[length(domains)])
}
for (at in seq_len(nrow(facts$definitions))) {
  survey <- facts$definitions$survey[at]; question <- facts$definitions$satisfied[at, ]; code <- data[[question$column]]
  valid <- data$survey == survey & data$service_user == 1 & !is.na(code) & code >= question$min & code <= question$max
  found <- means_of(100 * (code >= facts$method$satisfiedFrom), valid)
  compare("satisfied_share", paste0("survey:", survey), domains, found$score, sqrt(diag(covariance_of(found$u))))
}
`;
