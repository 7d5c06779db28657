import type { Measured } from '../../waves/measured.js';

const chinese = `文件
  microdata.csv   测量框内全部答卷，每行一份(一人答一套问卷)；无开放回答，无姓名、电话和任何可追到个人的编号
  margins.csv     加权实际用到的人口目标数(按调查、性别或年龄、居住区县)，含来源和日期
  codebook.csv    microdata.csv 每一列、每个代码的中英文说明；代码一格空白 = 该列是编号或数值
  tree.csv        指数树：题项对应 microdata.csv 的哪一列、量表两端、各级权重
  estimates.csv   全部估计值和标准误(不舍入)
  covariance.csv  各区县指数之间的协方差(总指数、各行业、各调查)
  modes.csv       各调查方式的得分，以及固定方式占比后的指数和名次(不舍入)
  models.csv      满意度模型(ECSI)和各评价项的重要性、表现(不舍入)；不用于排名
  changes.csv     与上一期相比的变化、误差和检验(不舍入)；没有可比的上一期时没有这个文件
  method.json     方法、版本、问卷指纹、公式说明；changedByPeople 是收到后人工更正、放行、排除(按类别)的份数
  recompute.R     用 R 从以上文件重新计算权重、指数、标准误、协方差、满意率和全市得分，并与以上文件对照

使用限制
  数据已去标识，但不等于匿名：性别、年龄、职业等合在一起仍可能认出个人。只供复核计算，不得外传、不得与其他名单比对。
  少见的组合(居住区县、使用服务的区县、性别、年龄组、学历、职业、孩子学段等)在一个区县里可能只有一两人。psu 相同的各行是
  同一地点、同一访问员同一天，或同一个人的几份答卷。不同时间导出的两份压缩包相比，会显出其间新增的答卷；
  method.json 中的数据版本含最后一份答卷收到的时间。

代码
  题目列空白 = 没问到或没答；97 = 没用过/不适用，98 = 不知道，99 = 拒答。
  题目本身可能出现 97 及以上的数时，改用 997/998/999 或更多位，见 codebook.csv。
  多选题一个选项一列：1 选了，0 没选。
  data_kind：real 真实数据，simulated 模拟数据。

其他文件的列
  estimates.csv   figure：index 指数(节点 node × 服务区县 district)，satisfied_share 满意率(%)，city_official 全市得分(人口加权)，
                  city_pooled 全体使用者合并；district = all 是全市。status：ranked 达到样本下限，notRanked 不排名，notShown 不显示
                  (estimate 空白)，city_official 用 shown / notShown。estimate 估计值，se 标准误，ci_low / ci_high 置信区间
                  (se 空白 = 无法给出误差)，n 有效人数，effective_n 有效样本量，psus 其中的 PSU 数，df 自由度
                  (city_official 无此四项)，rank 名次、rank_set_best / rank_set_worst 名次区间(同时适用于全部区县)，
                  rank_marginal_best / rank_marginal_worst 只看该区县的名次区间，tier 档(这六项空白 = 不排名或不比较)。
                  marks 标注，以空格分开：fallbackMargin 借用人口结构，approximateMargin 近似年龄段，notRaked 未校准，
                  notConverged 校准未收敛，singlePsu 只有一个 PSU，fewDegreesOfFreedom 自由度少于 8，lonelyPsu 有单个 PSU 的层，
                  atBound 满意率为 0 或 100。reasons 不排名、不显示的原因代码，冒号后为区县。
  margins.csv     variable 变量，district 居住区县，category 组(unknown = 不知道)，target 目标数，rows 答卷数，start_weight / final_weight
                  校准前后的权重和，fallback 1 = 借用的人口结构，approximate 1 = 近似年龄段，source 来源，as_of 日期。未校准的调查没有行。
  tree.csv        node 节点，kind 层级，parent 上级，weight 在上级中的权重，survey 调查，column 题项所在列，scale_min / scale_max 量表两端。
  covariance.csv  node 节点，district_a / district_b 两个区县，covariance 协方差；只列有标准误的区县。
  modes.csv       figure：mode_score 一种方式 mode 的得分(district = all 是全体使用者合并)，share 该方式在公布指数中的占比(0–1)，target 固定的目标占比；
                  held_mix 固定占比后的指数 = 各方式 target × 得分之和，名次各列按它计算。其余各列同 estimates.csv。
  models.csv      figure：construct_index 环节 name 的指数(投诉是投诉率 %)，r2，alpha / rho_c / ave 信度，item_weight / item_loading
                  题目 to 的权重和载荷，path_direct / path_total 环节 name 对 to 的直接影响和总影响(标准化)，district_index 区县的模型满意指数，
                  importance 评价项 name 的重要性(0–1，合计 1)，performance 表现(0–100)。se 标准误(分组刀切法，空白 = 没有)，df 自由度，
                  p 双侧(未按条数调整)，n 有效人数，reason 不给出的原因。
  changes.csv     node 节点，district 区县(all 是全市)，earlier_wave 上期，earlier / later 两期指数，change 变化，se、ci_low / ci_high 误差和区间，
                  earlier_se / later_se 两期标准误，covariance 两期协方差，df 自由度，t，p 双侧，p_holm Holm 调整后，verdict：up 上升、down 下降、
                  same 持平、open 本期未结束不检验(p 空白)。reasons 不能比较的原因代码。重算还要上期的数据包。

用 R 一步一步重算
  1. 安装 R 4 和 survey、jsonlite 程序包，把压缩包解开，进入该文件夹。
  2. 运行：Rscript recompute.R
  3. 权重：start_weight = base_weight / allocation；每个调查单独做 rake()，全部行(包括没用过服务的)都参加，单元为
     居住区县 × 性别、居住区县 × 年龄组。年龄组归入 margins.csv 中下限不高于它的最大一组(如 30-44 归 18-59)，空白归 unknown。
     目标数取 margins.csv 的 target(已折算为该区县的成年人数，与 method.json 中的原始人数不同)。
     结果应与 final_weight 一致；没有目标数的调查 final_weight = start_weight，无法加权的为 0。
  4. 题项得分：服务使用者(service_user = 1)中，编码在量表两端之内的，按服务区县(service_district)算加权均值，
     再换算 100 × (均值 − 量表最小值) / (最大值 − 最小值)；按 tree.csv 的权重逐级向上加总。
  5. 标准误：把指数线性化，在每个调查内对全部目标单元做回归(权重为 start_weight)取残差，
     乘 final_weight，用 svydesign(ids = ~psu, strata = ~stratum, nest = TRUE) 求合计的标准误。
     单个 PSU 的层按全部 PSU 合计的平均居中(survey.lonely.psu = "adjust"；survey 4.3 以前的版本按 0 居中，
     所以程序先把 PSU 合计减去总平均)。不得先筛选区县再算。几个区县一起算即得 covariance.csv。
  6. 满意率：method.json 的 definitions.satisfied 是满意度题所在列和有效编码两端，satisfiedFrom 及以上为满意。
     全市得分：method.json 中 population 的人口比例 × 区县指数，误差取自协方差；有区县不排名时不给出。
  7. 区间：估计值 ± t(df = 全部 PSU − 全部层) × se；满意率在对数比上算。n 按人计：一人答几套问卷只计一人，
     权重相加；文件里没有个人编号，这时总指数和行业的 n、effective_n 不能由文件重算。
  8. 名次区间：只比较 status = ranked 的区县，由 covariance.csv 模拟，步骤见 method.json 的 rankSets；随机数不同，结果可能在
     临界处相差一位。
  9. 程序逐行打印与 estimates.csv、covariance.csv 的最大相对差别(NA = 文件没有给出数)。

名次文件(ranking.csv)里给程序用的列
  district_code 区县代码；node 指数节点；rank 按未舍入值的名次；rank_displayed 按公布值的名次(并列同名次)；
  rank_set_best / rank_set_worst 名次区间；rank_marginal_best / rank_marginal_worst 只看该区县的名次区间；
  tier 档(与本档首位差异不显著)；index_unrounded 未舍入指数；se 标准误；ci_low / ci_high 置信区间；
  n 有效人数；effective_n 有效样本量；psus 初级抽样单位数；df 自由度；status ranked 参加排名、notRanked 不排名、notShown 不显示；
  mark_codes 标注代码(同 estimates.csv 的 marks，另有 notRanked、notShown、crossesBand 跨档)；reason_codes 原因代码；data_kind、wave、method_version、margin_version、boundary_version、frame_revision 版本。
`;

const english = `Files
  microdata.csv   the whole measurement frame, a line a response (one person, one questionnaire); no open answers, no names, no
                  telephone numbers, no number that leads back to a person
  margins.csv     the population totals the weights were raked to (by survey, sex or age, residence district), with source and date
  codebook.csv    every column and code of microdata.csv in Chinese and English; an empty code: the column holds numbers
  tree.csv        the index tree: column of each item in microdata.csv, ends of its scale, weights of all nodes
  estimates.csv   every estimate with its standard error, unrounded
  covariance.csv  covariances between the district scores (overall, sectors, surveys)
  modes.csv       each mode's score, and scores and ranks with the modes at one mix, unrounded
  models.csv      satisfaction model (ECSI), importance and performance of the items, unrounded; not for ranking
  changes.csv     changes since the wave before with errors and tests, unrounded; absent without a comparable earlier wave
  method.json     method, versions, hashes of the questionnaires, formulas in words; changedByPeople: responses that people corrected,
                  let in after quarantine or kept out (by ground) after they were received
  recompute.R     computes weights, scores, errors, covariances, satisfied shares and city scores again in R and compares them

Limits of use
  The data are de-identified and not anonymous: sex, age, occupation and the like together may still point to a person. They are
  for checking the figures only: do not pass them on and do not match them with other lists.
  Rare combinations (districts of residence and of service, sex, age group, education, occupation, stage of the child's school)
  may be one or two persons of a district. Rows of the same psu are one site, one day of one enumerator, or the answers of one
  person. Two archives of different times show by comparison what came in between them; the frame revision in method.json holds
  the time at which the last response was received.

Codes
  A question's column: empty = not asked or not answered; 97 = not used or does not apply, 98 = don't know, 99 = refused.
  Where 97 or more could be an answer, 997/998/999 or longer codes stand instead: see codebook.csv.
  A multiple choice has one column an option: 1 chosen, 0 not chosen.
  data_kind: real or simulated.

Columns of the other files
  estimates.csv   figure: index (node x service district), satisfied_share (per cent), city_official (weighted by population),
                  city_pooled (all users together); district all = the city. status: ranked = the floors are met, notRanked, notShown
                  (estimate empty); city_official has shown / notShown. estimate; se; ci_low / ci_high (se empty = no error can be
                  given); n respondents; effective_n; psus with such a respondent; df (city_official has none of these four); rank,
                  rank_set_best / rank_set_worst (for all districts at once), rank_marginal_best / rank_marginal_worst (for the district
                  alone), tier (these six empty = not ranked or not compared). marks, separated by blanks: fallbackMargin
                  (population structure borrowed), approximateMargin (age groups approximate), notRaked, notConverged, singlePsu,
                  fewDegreesOfFreedom (below 8), lonelyPsu (a stratum has one PSU), atBound (share of 0 or 100). reasons: codes why
                  a figure is not ranked or not shown, after a colon the district.
  margins.csv     variable; district of residence; category (unknown = not known); target; rows; start_weight / final_weight summed
                  before and after raking; fallback 1 = structure borrowed; approximate 1 = age groups approximate; source; as_of.
                  A survey that is not raked has no lines.
  tree.csv        node; kind; parent; weight in the parent; survey; column of an item; scale_min / scale_max.
  covariance.csv  node; district_a / district_b; covariance; only districts that have a standard error.
  modes.csv       figure: mode_score = score of a mode (district all = all users together), share = its share in the published score
                  (0-1), target = the share that is held; held_mix = sum over modes of target x score, with ranks by it. The other
                  columns as in estimates.csv.
  models.csv      figure: construct_index of the construct name (complaint: per cent who complained); r2; alpha, rho_c, ave; item_weight
                  and item_loading of the question to; path_direct and path_total from the construct name to another (standardised);
                  district_index = the model's index of satisfaction; importance of the item name (0-1, sum 1) and its performance
                  (0-100). se by a grouped jackknife (empty = none); df; p two-sided, not adjusted for the number of paths; n; reason
                  why there is no number.
  changes.csv     node; district (all = the city); earlier_wave; earlier / later score; change; se; ci_low / ci_high; earlier_se /
                  later_se; covariance of both waves; df; t; p two-sided; p_holm after Holm; verdict up, down, same, or open (the wave
                  has not closed: not tested, no p); reasons: codes why there is no comparison. To compute it again the archive of
                  the earlier wave is needed too.

Recomputing in R, step by step
  1. Install R 4 with the packages survey and jsonlite; unpack the archive and go into its folder.
  2. Run: Rscript recompute.R
  3. Weights: start_weight = base_weight / allocation; rake() each survey on its own with all its rows, users of the service or
     not, over the cells residence_district x sex and residence_district x age category. An age_group is in the category of
     margins.csv with the largest lower bound not above its own (30-44 in 18-59), an empty one in unknown. The totals are target of
     margins.csv (already scaled to the adults of the district, unlike the totals of method.json). The result should equal
     final_weight; without margins final_weight = start_weight, and 0 where a survey could not be weighted.
  4. Item scores: weighted mean of service users (service_user = 1) with a code within the scale by service_district, then
     100 x (mean - scale_min) / (scale_max - scale_min); up the tree with the weights of tree.csv.
  5. Standard errors: linearise the score; within each survey take the residuals of its regression on all target cells, weighted
     with start_weight; multiply by final_weight; take the standard error of the total with
     svydesign(ids = ~psu, strata = ~stratum, nest = TRUE). Strata of one PSU are centred on the mean of all PSU totals
     (survey.lonely.psu = "adjust"; before version 4.3 survey centres on 0, so the program first takes the mean off the PSU
     totals). Never filter to a district first. Several districts together give covariance.csv.
  6. Satisfied share: definitions.satisfied of method.json is the column of the question and the ends of its valid codes; codes at
     or above satisfiedFrom are satisfied. City score: shares of population (method.json) x district scores, its error from the
     covariances; not given where a district is not ranked.
  7. Intervals: estimate +- t(df = all PSUs - all strata) x se; for the satisfied share on the log-odds. n counts persons: somebody
     who answered several surveys counts once, with the sum of the weights; the files hold no number of a person, so there n and
     effective_n of the overall index and the sectors cannot be computed from them.
  8. Rank sets: among districts with status ranked, simulated from covariance.csv as rankSets of method.json says; with other random
     numbers a set may differ by one at the edge.
  9. The program prints the largest relative differences from estimates.csv and covariance.csv (NA = the files give no number).

Columns for programs in the ranking file (ranking.csv)
  district_code; node of the index; rank from unrounded values; rank_displayed from published values (ties share a rank);
  rank_set_best / rank_set_worst; rank_marginal_best / rank_marginal_worst (for the district alone); tier (not significantly behind
  its first); index_unrounded; se standard error; ci_low / ci_high confidence interval; n respondents;
  effective_n; psus; df degrees of freedom; status ranked, notRanked or notShown;
  mark_codes (marks as in estimates.csv, and notRanked, notShown, crossesBand: the interval crosses the edge of a band); reason_codes;
  data_kind, wave, method_version, margin_version, boundary_version, frame_revision.
`;

/** What the archive holds and how to compute its figures again. */
export function readme({ wave, measurement, revision }: Measured): string {
  const stamp =
    wave.kind === 'simulated' ? '模拟数据,不是真实调查结果。 SIMULATED DATA, not the result of a real survey.\n' : '';
  const title = `${wave.title['zh-CN'] ?? wave.id} / ${wave.title.en ?? wave.id} (${wave.id})`;
  const versions = `方法 method ${measurement.methodVersion} · 人口目标 margins ${measurement.marginVersion} · 数据版本 frame revision ${revision.id}`;
  return `${stamp}${title}\n${versions}\n\n${chinese}\n${english}`;
}
