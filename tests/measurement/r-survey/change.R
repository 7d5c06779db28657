# Change of responses-later.csv since responses.csv by R survey (both waves stacked, margins crossed with wave), written to change.csv.
# Run in this folder: Rscript change.R. The later wave is made here: a sixth of the people left out, other answers, sites and a third of
# the people online kept, the days of the interviewers new.
suppressMessages(library(survey))
first <- read.csv('responses.csv', stringsAsFactors = FALSE)
set.seed(11)
later <- first[!first$respondent %in% sample(unique(first$respondent), length(unique(first$respondent)) %/% 6), ]
for (k in c('a1', 'a2', 'b1', 'b2', 'S1')) later[[k]] <- pmin(10, pmax(1, later[[k]] + sample(-1:2, nrow(later), replace = TRUE)))
later$date <- sub('2026-03', '2026-06', later$date)
stay <- sample(unique(later$respondent), length(unique(later$respondent)) %/% 3)
later$respondent <- ifelse(later$respondent %in% stay, later$respondent, paste0('q', later$respondent))
later$response <- paste0('l', later$response)
write.csv(later, 'responses-later.csv', row.names = FALSE, na = '', quote = FALSE)

f <- rbind(cbind(first, wave = 1), cbind(later, wave = 2))
f$sex[f$sex == ''] <- 'unknown'
f$band <- ifelse(f$age %in% c('60-69', '70+'), 'old', 'young')
f$h <- paste(f$source, f$stratum)
f$psu <- ifelse(f$site != '', f$site, ifelse(f$enumerator != '', paste(f$enumerator, f$date), f$respondent))
key <- paste(f$h, f$psu, sep = '/')
shared <- unique(f$h[key %in% intersect(key[f$wave == 1], key[f$wave == 2])])
f$h <- ifelse(f$h %in% shared, f$h, paste(f$h, f$wave))
f$start <- f$base / f$allocation
districts <- c('A', 'B', 'C'); surveys <- c('bus', 'bank'); waves <- 1:2
persons <- list(A = c(young = 40000, old = 21000, male = 33000, female = 34000),
                B = c(young = 25000, old = 9000, male = 17000, female = 18000),
                C = c(young = 9000, old = 6000, male = 8000, female = 7500))
items <- list(bus = c(a1 = .5 * .5, a2 = .5 * .5, b1 = .5 * .25, b2 = .5 * .75), bank = c(a1 = .5, b1 = .25, b2 = .25))
shares <- c(bus = .6, bank = .4)
city <- c(A = .5, B = .3, C = .2)

X <- list(); target <- c()
for (w in waves) for (s in surveys) for (d in districts) {
  rows <- f$wave == w & f$survey == s & f$residence == d
  adults <- sum(persons[[d]][c('young', 'old')])
  unknown <- sum(f$start[rows & f$sex == 'unknown']) / sum(f$start[rows])
  known <- persons[[d]][c('male', 'female')] / sum(persons[[d]][c('male', 'female')]) * adults * (1 - unknown)
  name <- function(g) paste0('w', w, '_', s, '_', d, '_', g)
  for (g in c('male', 'female')) { X[[name(g)]] <- as.numeric(rows & f$sex == g); target[name(g)] <- known[g] }
  if (unknown > 0) { X[[name('u')]] <- as.numeric(rows & f$sex == 'unknown'); target[name('u')] <- adults * unknown }
  X[[name('y')]] <- as.numeric(rows & f$band == 'young'); target[name('y')] <- persons[[d]]['young']
}
f <- cbind(f, as.data.frame(X))
# Start weights that already have the adults of the district: the raked weights and the residuals stay the same, and Newton's steps find them.
for (w in waves) for (s in surveys) for (d in districts) {
  rows <- f$wave == w & f$survey == s & f$residence == d
  f$start[rows] <- f$start[rows] * sum(persons[[d]][c('young', 'old')]) / sum(f$start[rows])
}
columns <- c()
for (w in waves) for (s in surveys) for (k in names(items[[s]])) for (d in districts) {
  member <- f$wave == w & f$survey == s & f$user == 1 & f$service == d & !is.na(f[[k]])
  names2 <- paste(c('N', 'Y'), w, s, k, d, sep = '_')
  f[[names2[1]]] <- as.numeric(member); f[[names2[2]]] <- ifelse(member, 100 * (f[[k]] - 1) / 9, 0); columns <- c(columns, names2)
}
design <- svydesign(ids = ~psu, strata = ~h, weights = ~start, data = f, nest = TRUE)
raked <- calibrate(design, as.formula(paste('~0+', paste(names(X), collapse = '+'))), population = target[names(X)], calfun = 'raking', epsilon = 1e-13, maxit = 500)
totals <- svytotal(as.formula(paste('~', paste(columns, collapse = '+'))), raked)
b <- coef(totals); V <- vcov(totals)
item <- function(w, s, k, d) {
  N <- paste('N', w, s, k, d, sep = '_'); Y <- paste('Y', w, s, k, d, sep = '_')
  g <- setNames(numeric(length(b)), names(b)); g[Y] <- 1 / b[N]; g[N] <- -b[Y] / b[N]^2
  list(e = unname(b[Y] / b[N]), g = g)
}
combine <- function(parts, w) list(e = sum(w * sapply(parts, `[[`, 'e')), g = Reduce(`+`, Map(function(p, a) a * p$g, parts, w)))
survey_index <- function(w, s, d) combine(lapply(names(items[[s]]), function(k) item(w, s, k, d)), items[[s]])
overall <- function(w, d) combine(lapply(surveys, function(s) survey_index(w, s, d)), shares)
out <- list()
line <- function(node, district, score) {
  a <- score(1); z <- score(2); g <- z$g - a$g
  out[[length(out) + 1]] <<- data.frame(node = node, district = district, change = z$e - a$e, se = sqrt(drop(t(g) %*% V %*% g)),
                                        covariance = drop(t(a$g) %*% V %*% z$g), df = degf(design))
}
for (d in districts) for (s in surveys) line(paste0('survey:', s), d, function(w) survey_index(w, s, d))
for (d in districts) line('overall', d, function(w) overall(w, d))
line('overall', 'all', function(w) combine(lapply(districts, function(d) overall(w, d)), city))
result <- do.call(rbind, out)
result$p <- 2 * pt(-abs(result$change / result$se), result$df)
result$adjusted <- NA
for (family in list(result$node == 'overall' & result$district != 'all', result$district == 'all', grepl('survey', result$node)))
  result$adjusted[family] <- p.adjust(result$p[family], 'holm')
result[c('change', 'se', 'covariance', 'p', 'adjusted')] <- lapply(result[c('change', 'se', 'covariance', 'p', 'adjusted')], format, digits = 15)
write.csv(result, 'change.csv', row.names = FALSE, quote = FALSE)
