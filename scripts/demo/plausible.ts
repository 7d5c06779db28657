import type { Question } from '../../src/definition/types.js';
import type { Chance } from './chance.js';
import type { Person } from './population.js';

type Choice = Extract<Question, { type: 'single' | 'multiple' }>;

/** How often each code is given, by question; younger and older people where they differ. */
type Weights = Record<number, number>;
const weights: Record<string, Weights | { younger: Weights; older: Weights }> = {
  months: { 1: 99, 2: 1 },
  staff: { 1: 4, 2: 96 },
  education: {
    younger: { 1: 8, 2: 28, 3: 24, 4: 20, 5: 20 },
    older: { 1: 50, 2: 32, 3: 12, 4: 4, 5: 2 },
  },
  occupation: {
    younger: { 1: 9, 2: 45, 3: 22, 4: 8, 5: 2, 6: 5, 7: 7, 8: 2 },
    older: { 1: 1, 2: 6, 3: 7, 4: 27, 5: 50, 6: 0, 7: 7, 8: 2 },
  },
  edu_child: { 1: 50, 2: 50 },
  edu_stage: { 1: 24, 2: 40, 3: 20, 4: 16 },
  tra_used: { 1: 60, 2: 40 },
  tra_often: { younger: { 1: 22, 2: 30, 3: 30, 4: 18 }, older: { 1: 30, 2: 36, 3: 24, 4: 10 } },
  eld_who: { younger: { 1: 0, 2: 80, 3: 20 }, older: { 1: 86, 2: 13, 3: 1 } },
  eld_services: { 1: 12, 2: 22, 3: 40, 4: 16, 5: 24, 6: 40 },
  fin_used: { younger: { 1: 50, 2: 80, 3: 25, 4: 20 }, older: { 1: 80, 2: 25, 3: 12, 4: 20 } },
  complaintChannel: { 1: 45, 2: 36, 3: 6, 4: 8, 5: 5 },
};

/** Complaint channels are asked alike in every survey. */
const nameOf = (id: string) => (/^[a-z]+_channel$/.test(id) ? 'complaintChannel' : id);

/** Weights of a question's options, in their order; all alike where nothing is known. */
export function optionWeights({ id, options }: Choice, { older }: Pick<Person, 'older'>): number[] {
  const found = weights[nameOf(id)];
  const byCode = found && 'younger' in found ? (older ? found.older : found.younger) : found;
  return options.map(({ code }) => (byCode ? (byCode[code] ?? 0) : 1));
}

const suggestions: Record<string, readonly string[]> = {
  education: [
    '作业还是有点多，希望再减一减。',
    '食堂的菜可以多换换花样。',
    '希望老师多关心成绩一般的孩子。',
    '放学时校门口车太多，接送不安全。',
    '课后托管内容单一，多开点兴趣课。',
    '操场有点旧了，下雨天没地方活动。',
    '家长会能不能安排在晚上。',
  ],
  transport: [
    '晚上末班车太早，下班赶不上。',
    '高峰期太挤，希望加几班车。',
    '电子站牌经常不准。',
    '村里到镇上的班次太少了。',
    '有的司机刹车太急，老人站不稳。',
    '站台没有遮雨的地方。',
    '换乘要走很远，线路可以再优化。',
  ],
  'elderly-care': [
    '老年食堂离家远，希望村里也有。',
    '护理员老是换人，老人不习惯。',
    '补贴怎么申请不清楚，多宣传宣传。',
    '上门服务的时间可以再长一点。',
    '饭菜有点硬，老人咬不动。',
    '希望多搞些活动，老人一个人太孤单。',
    '呼叫设备坏了没人修。',
  ],
  finance: [
    '网点排队时间太长，窗口开得少。',
    '手机银行字太小，老人看不清。',
    '推销保险的电话太多。',
    '乡镇网点撤了，办事不方便。',
    '贷款手续能不能再简单点。',
    '收费项目要提前讲清楚。',
  ],
};
const anySuggestion = ['都挺好的，没什么意见。', '总体不错，继续保持。', '希望多听听老百姓的意见。'];

/** One sentence in the words of a resident. */
export function suggestionFor(survey: string, chance: Chance): string {
  const own = suggestions[survey];
  return chance.pick(own && chance.happens(0.85) ? own : anySuggestion);
}
