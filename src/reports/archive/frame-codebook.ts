import type { Text } from '../../definition/types.js';
import type { Measured } from '../../waves/measured.js';
import type { CsvValue } from '../csv.js';
import { readerOf } from '../reader.js';
import { frameColumnNames } from './microdata.js';

type FrameColumn = (typeof frameColumnNames)[number];
type Labelled = [CsvValue, Text];

const both = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });

const meanings: Record<FrameColumn, Text> = {
  row: both('行号，无其他含义', 'Number of the line, without further meaning'),
  data_kind: both('数据性质', 'Kind of data'),
  survey: both('调查', 'Survey'),
  mode: both('访问方式', 'Mode of the interview'),
  sample_source: both('样本来源', 'Sample source'),
  stratum: both(
    '抽样层：样本来源，有自己分层的再加其分层',
    'Stratum: the sample source, with its own stratum where it has one',
  ),
  psu: both(
    '初级抽样单位编号（整个文件内唯一，按出现先后编）：现场为同一地点，其余为同一访问员同一天，没有访问员的为同一个人',
    'Number of the primary sampling unit, unique in the file, as they come up: one site on site, else one day of one enumerator, without an enumerator one person',
  ),
  respondent: both(
    '受访者编号（整个文件内唯一，按出现先后编）：一个人回答几套问卷就有几行',
    'Number of the person, unique in the file, as they come up: whoever answered several surveys has several lines',
  ),
  base_weight: both('设计权重', 'Design weight'),
  allocation: both('分配到这套问卷的概率', 'Probability with which the person was given this survey'),
  eligible: both(
    '这个人可以回答的问卷（空格分隔），从中随机抽取；空白 = 一次访问只问一套，或没有可答的',
    'Surveys the person could be given, separated by spaces, drawn from at random; empty = one survey an interview, or none',
  ),
  start_weight: both('起始权重 = base_weight / allocation', 'Start weight = base_weight / allocation'),
  raking_factor: both(
    '校准系数 = final_weight / start_weight；0 = 该调查无法加权',
    'Raking factor = final_weight / start_weight; 0 = the survey could not be weighted',
  ),
  final_weight: both(
    '最终权重；0 = 该调查无法加权，没有估计值',
    'Final weight; 0 = the survey could not be weighted and has no figures',
  ),
  residence_district: both(
    '居住区县；空白 = 不在本次区县内',
    'District of residence; empty = none of the districts of the wave',
  ),
  service_district: both(
    '使用服务的区县；空白 = 没用过服务，或在其他地方使用',
    'District where the service was used; empty = not used, or used elsewhere',
  ),
  sex: both('加权用的性别', 'Sex as used for the weights'),
  age_group: both(
    '加权用的年龄组（周岁）；空白 = 不知道，加权时归入 unknown',
    'Age group in years as used for the weights; empty = not known, in the category unknown of the weights',
  ),
  service_user: both(
    '服务使用者：只有使用者进入得分；不是使用者的也参加加权',
    'Service user: only users enter the scores; the others take part in the weighting',
  ),
};

/** Lines of the codebook for the columns of weights and design; a column without codes has one line with the code empty. */
export function frameCodebook(measured: Measured): CsvValue[][] {
  return frameColumnNames.flatMap((name) => {
    const start = [name, undefined, undefined, 'frame', meanings[name]['zh-CN'], meanings[name].en];
    const labelled = codesOf(name, measured);
    if (labelled.length === 0) return [[...start, undefined, undefined, undefined]];
    return labelled.map(([code, label]) => [...start, code, label['zh-CN'], label.en]);
  });
}

const kinds: Labelled[] = [
  ['real', both('真实数据', 'Real data')],
  ['simulated', both('模拟数据', 'Simulated data')],
];
const modes: Record<string, Text> = {
  phone: both('电话', 'Phone'),
  onsite: both('现场', 'On site'),
  online: both('网上', 'Online'),
};
const sexes: Labelled[] = [
  ['male', both('男', 'Male')],
  ['female', both('女', 'Female')],
  ['unknown', both('不知道', 'Not known')],
];
const users: Labelled[] = [
  [1, both('使用者', 'User')],
  [0, both('不是使用者', 'No user')],
];

function codesOf(name: FrameColumn, { wave, frame, questionnaires }: Measured): Labelled[] {
  if (name === 'data_kind') return kinds;
  if (name === 'survey') return questionnaires.map(({ definition: { id, title } }) => [id, title]);
  if (name === 'mode') return frame.modes.map((mode) => [mode, modes[mode] ?? both(mode, mode)]);
  if (name === 'sample_source') return wave.sampleSources.map(({ id, label }) => [id, label]);
  if (name === 'sex') return sexes;
  if (name === 'age_group') return frame.ages.map((age) => [age, both(age, age)]);
  if (name === 'service_user') return users;
  if (name !== 'residence_district' && name !== 'service_district') return [];
  const [zh, en] = (['zh-CN', 'en'] as const).map((language) => readerOf(language, (key) => key, questionnaires));
  return frame.districts.map((code) => [code, both(zh?.district(code) ?? code, en?.district(code) ?? code)]);
}
