# Index, errors and covariances of responses.csv by R survey (svydesign, calibrate, delta method), written to expected.csv and covariance.csv.
# Run in this folder: Rscript recompute.R
suppressMessages(library(survey))
f <- read.csv('responses.csv', stringsAsFactors = FALSE)
f$sex[f$sex == ''] <- 'unknown'
f$band <- ifelse(f$age %in% c('60-69', '70+'), 'old', 'young')
f$h <- paste(f$source, f$stratum)
f$psu <- ifelse(f$site != '', f$site, ifelse(f$enumerator != '', paste(f$enumerator, f$date), f$respondent))
f$start <- f$base / f$allocation
districts <- c('A', 'B', 'C'); surveys <- c('bus', 'bank')
persons <- list(A = c(young = 40000, old = 21000, male = 33000, female = 34000),
                B = c(young = 25000, old = 9000, male = 17000, female = 18000),
                C = c(young = 9000, old = 6000, male = 8000, female = 7500))
items <- list(bus = c(a1 = .5 * .5, a2 = .5 * .5, b1 = .5 * .25, b2 = .5 * .75), bank = c(a1 = .5, b1 = .25, b2 = .25))
shares <- c(bus = .6, bank = .4)
city <- c(A = .5, B = .3, C = .2)

X <- list(); target <- c()
for (s in surveys) for (d in districts) {
  rows <- f$survey == s & f$residence == d
  adults <- sum(persons[[d]][c('young', 'old')])
  unknown <- sum(f$start[rows & f$sex == 'unknown']) / sum(f$start[rows])
  known <- persons[[d]][c('male', 'female')] / sum(persons[[d]][c('male', 'female')]) * adults * (1 - unknown)
  for (g in c('male', 'female')) { X[[paste(s, d, g, sep = '_')]] <- as.numeric(rows & f$sex == g); target[paste(s, d, g, sep = '_')] <- known[g] }
  if (unknown > 0) { X[[paste(s, d, 'u', sep = '_')]] <- as.numeric(rows & f$sex == 'unknown'); target[paste(s, d, 'u', sep = '_')] <- adults * unknown }
  X[[paste(s, d, 'y', sep = '_')]] <- as.numeric(rows & f$band == 'young'); target[paste(s, d, 'y', sep = '_')] <- persons[[d]]['young']
}
f <- cbind(f, as.data.frame(X))

columns <- c()
for (s in surveys) for (k in c(names(items[[s]]), 'S1')) for (d in c(districts, 'all')) {
  member <- f$survey == s & f$user == 1 & (d == 'all' | f$service == d) & !is.na(f[[k]])
  y <- if (k == 'S1') 100 * (f[[k]] >= 8) else 100 * (f[[k]] - 1) / 9
  names2 <- paste(c('N', 'Y'), s, k, d, sep = '_')
  f[[names2[1]]] <- as.numeric(member); f[[names2[2]]] <- ifelse(member, y, 0); columns <- c(columns, names2)
}
design <- svydesign(ids = ~psu, strata = ~h, weights = ~start, data = f, nest = TRUE)
raked <- calibrate(design, as.formula(paste('~0+', paste(names(X), collapse = '+'))), population = target[names(X)], calfun = 'raking', epsilon = 1e-13, maxit = 500)
totals <- svytotal(as.formula(paste('~', paste(columns, collapse = '+'))), raked)
b <- coef(totals); V <- vcov(totals)
item <- function(s, k, d) {
  N <- paste('N', s, k, d, sep = '_'); Y <- paste('Y', s, k, d, sep = '_')
  g <- setNames(numeric(length(b)), names(b)); g[Y] <- 1 / b[N]; g[N] <- -b[Y] / b[N]^2
  list(e = unname(b[Y] / b[N]), g = g)
}
combine <- function(parts, w) list(e = sum(w * sapply(parts, `[[`, 'e')), g = Reduce(`+`, Map(function(p, a) a * p$g, parts, w)))
survey_index <- function(s, d) combine(lapply(names(items[[s]]), function(k) item(s, k, d)), items[[s]])
overall <- function(d) combine(lapply(surveys, survey_index, d = d), shares)
se <- function(n) sqrt(drop(t(n$g) %*% V %*% n$g))
out <- list()
add <- function(node, district, n) out[[length(out) + 1]] <<- sprintf('%s,%s,%.15g,%.15g', node, district, n$e, se(n))
for (d in districts) {
  add('overall', d, overall(d))
  for (s in surveys) { add(paste0('survey:', s), d, survey_index(s, d)); for (k in names(items[[s]])) add(paste0('item:', s, '/', k), d, item(s, k, d)) }
}
for (s in surveys) for (d in c(districts, 'all')) add(paste0('satisfied:', s), d, item(s, 'S1', d))
add('overall', 'official', combine(lapply(districts, overall), city)); add('overall', 'pooled', overall('all'))
writeLines(c('node,district,estimate,se', unlist(out)), 'expected.csv')
cov <- c()
for (node in c('overall', paste0('survey:', surveys))) for (p in districts) for (q in districts) {
  of <- function(d) if (node == 'overall') overall(d) else survey_index(sub('survey:', '', node), d)
  cov <- c(cov, sprintf('%s,%s,%s,%.15g', node, p, q, drop(t(of(p)$g) %*% V %*% of(q)$g)))
}
writeLines(c('node,a,b,covariance', cov), 'covariance.csv')
writeLines(c('response,weight', sprintf('%s,%.15g', f$response, weights(raked))), 'weights.csv')
