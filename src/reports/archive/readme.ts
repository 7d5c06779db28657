import type { Measured } from '../../waves/measured.js';

const chinese = `文件
  microdata.csv   测量框内全部答卷，每行一份(一人答一套问卷)；无开放回答，无姓名、电话和任何可追到个人的编号
  margins.csv     加权实际用到的人口目标数(按调查、性别或年龄、居住区县)，含来源和日期
  codebook.csv    每一列、每个代码的中英文说明
  tree.csv        指数树：题项对应 microdata.csv 的哪一列、量表两端、各级权重
  estimates.csv   全部估计值和标准误(不舍入)
  covariance.csv  各区县指数之间的协方差(总指数、各行业、各调查)
  method.json     方法、版本、问卷指纹、公式说明
  recompute.R     用 R 从以上文件重新计算并对照

使用限制
  数据已去标识，但不等于匿名：性别、年龄、职业等合在一起仍可能认出个人。只供复核计算，不得外传、不得与其他名单比对。

代码
  空白 = 没问到或没答；97 = 没用过/不适用，98 = 不知道，99 = 拒答。
  题目本身可能出现 97 及以上的数时，改用 997/998/999 或更多位，见 codebook.csv。
  多选题一个选项一列：1 选了，0 没选。
  data_kind：real 真实数据，simulated 模拟数据。

用 R 一步一步重算
  1. 安装 R 4 和 survey 程序包，把压缩包解开，进入该文件夹。
  2. 运行：Rscript recompute.R
  3. 权重：start = base_weight / allocation；每个调查单独做 rake()，目标数取自 margins.csv，
     结果应与 final_weight 一致。
  4. 题项得分：服务使用者(service_user = 1)按服务区县(service_district)算加权均值，
     再换算 100 × (均值 − 量表最小值) / (最大值 − 最小值)；按 tree.csv 的权重逐级向上加总。
  5. 标准误：把指数线性化，在每个调查内对全部目标单元做回归(权重为 start_weight)取残差，
     乘 final_weight，用 svydesign(ids = ~psu, strata = ~stratum, nest = TRUE) 求合计的标准误。
     单个 PSU 的层按总平均居中(survey.lonely.psu = "adjust")。不得先筛选区县再算。
  6. 程序逐行打印与 estimates.csv 的最大差别。

名次文件(ranking.csv)里给程序用的列
  district_code 区县代码；node 指数节点；rank 按未舍入值的名次；rank_displayed 按公布值的名次(并列同名次)；
  rank_set_best / rank_set_worst 名次区间；index_unrounded 未舍入指数；se 标准误；ci_low / ci_high 置信区间；
  n 有效人数；effective_n 有效样本量；psus 初级抽样单位数；df 自由度；status ranked 参加排名、notRanked 不排名、notShown 不显示；
  mark_codes 标注代码；reason_codes 原因代码；data_kind、wave、method_version、margin_version、boundary_version、frame_revision 版本。
`;

const english = `Files
  microdata.csv   the whole measurement frame, a line a response (one person, one questionnaire); no open answers, no names, no
                  telephone numbers, no number that leads back to a person
  margins.csv     the population totals the weights were raked to (by survey, sex or age, residence district), with source and date
  codebook.csv    every column and code in Chinese and English
  tree.csv        the index tree: column of each item in microdata.csv, ends of its scale, weights of all nodes
  estimates.csv   every estimate with its standard error, unrounded
  covariance.csv  covariances between the district scores (overall, sectors, surveys)
  method.json     method, versions, hashes of the questionnaires, formulas in words
  recompute.R     computes all of it again in R and compares

Limits of use
  The data are de-identified and not anonymous: sex, age, occupation and the like together may still point to a person. They are
  for checking the figures only: do not pass them on and do not match them with other lists.

Codes
  empty = not asked or not answered; 97 = not used or does not apply, 98 = don't know, 99 = refused.
  Where 97 or more could be an answer, 997/998/999 or longer codes stand instead: see codebook.csv.
  A multiple choice has one column an option: 1 chosen, 0 not chosen.
  data_kind: real or simulated.

Recomputing in R, step by step
  1. Install R 4 with the package survey; unpack the archive and go into its folder.
  2. Run: Rscript recompute.R
  3. Weights: start = base_weight / allocation; rake() each survey on its own to the targets of margins.csv; the result should
     equal final_weight.
  4. Item scores: weighted mean of service users (service_user = 1) by service_district, then
     100 x (mean - scale_min) / (scale_max - scale_min); up the tree with the weights of tree.csv.
  5. Standard errors: linearise the score; within each survey take the residuals of its regression on all target cells, weighted
     with start_weight; multiply by final_weight; take the standard error of the total with
     svydesign(ids = ~psu, strata = ~stratum, nest = TRUE). Strata of one PSU are centred on the overall mean
     (survey.lonely.psu = "adjust"). Never filter to a district first.
  6. The program prints the largest differences from estimates.csv.

Columns for programs in the ranking file (ranking.csv)
  district_code; node of the index; rank from unrounded values; rank_displayed from published values (ties share a rank);
  rank_set_best / rank_set_worst; index_unrounded; se standard error; ci_low / ci_high confidence interval; n respondents;
  effective_n; psus; df degrees of freedom; status ranked, notRanked or notShown; mark_codes; reason_codes;
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
