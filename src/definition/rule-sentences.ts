import type { Language, MissingCode } from './types.js';

const comparisons = ['equal', 'notEqual', 'less', 'atMost', 'greater', 'atLeast'] as const;
type Comparison = (typeof comparisons)[number];

/** What kind of things are compared: codes and words are something, numbers equal it, days come before it. */
export type Style = 'code' | 'number' | 'date';

export type SentenceKey =
  | `${Style}.${Comparison}`
  | 'name'
  | 'code'
  | 'text'
  | 'day'
  | 'list'
  | 'either'
  | 'bracket'
  | 'in'
  | 'notIn'
  | 'selected'
  | 'notSelected'
  | 'answered'
  | 'notAnswered'
  | 'missing'
  | 'notMissing'
  | 'and'
  | 'or'
  | 'andOne'
  | 'orOne'
  | 'not'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'min'
  | 'max'
  | 'first'
  | 'if'
  | 'count'
  | 'countChosen'
  | 'place'
  | 'days'
  | 'today'
  | `missing.${MissingCode}`;

/** `and`, `or`, `list`, `either` and the signs of arithmetic stand between their parts; the rest holds them in braces. */
export const ruleSentences: Record<Language, Record<SentenceKey, string>> = {
  'zh-CN': {
    name: '“{label}”〔{id}〕',
    code: '“{label}”（{code}）',
    text: '“{text}”',
    day: '{year}年{month}月{day}日',
    list: '、',
    either: '或',
    bracket: '（{part}）',
    'code.equal': '{left}是{right}',
    'code.notEqual': '{left}不是{right}',
    'code.less': '{left}小于{right}',
    'code.atMost': '{left}不超过{right}',
    'code.greater': '{left}大于{right}',
    'code.atLeast': '{left}不低于{right}',
    'number.equal': '{left}等于{right}',
    'number.notEqual': '{left}不等于{right}',
    'number.less': '{left}小于{right}',
    'number.atMost': '{left}不超过{right}',
    'number.greater': '{left}大于{right}',
    'number.atLeast': '{left}不低于{right}',
    'date.equal': '{left}是{right}',
    'date.notEqual': '{left}不是{right}',
    'date.less': '{left}早于{right}',
    'date.atMost': '{left}不晚于{right}',
    'date.greater': '{left}晚于{right}',
    'date.atLeast': '{left}不早于{right}',
    in: '{left}是{values}之一',
    notIn: '{left}不是{values}之一',
    selected: '{name}选了{code}',
    notSelected: '{name}没有选{code}',
    answered: '{name}有有效答案',
    notAnswered: '{name}没有有效答案',
    missing: '{name}答了{codes}',
    notMissing: '{name}没有答{codes}',
    and: '，并且',
    or: '，或者',
    andOne: '（{part}）这一条成立',
    orOne: '（{part}）有一条成立',
    not: '并非（{part}）',
    add: ' + ',
    subtract: ' − ',
    multiply: ' × ',
    divide: ' ÷ ',
    min: '（{parts}）中最小的数',
    max: '（{parts}）中最大的数',
    first: '（{parts}）中第一个有答案的',
    if: '（如果{rule}，就取{value}，否则取{otherwise}）',
    count: '（{names}）的有效答案个数',
    countChosen: '{name}选中的项数',
    place: '{code}在{name}里的名次',
    days: '从{from}到{to}的天数',
    today: '访问当天',
    'missing.dontKnow': '不了解',
    'missing.refused': '不愿回答',
    'missing.notUsed': '没用过',
  },
  en: {
    name: '“{label}” [{id}]',
    code: '“{label}” ({code})',
    text: '“{text}”',
    day: '{day} {monthName} {year}',
    list: ', ',
    either: ' or ',
    bracket: '({part})',
    'code.equal': '{left} is {right}',
    'code.notEqual': '{left} is not {right}',
    'code.less': '{left} is below {right}',
    'code.atMost': '{left} is at most {right}',
    'code.greater': '{left} is above {right}',
    'code.atLeast': '{left} is at least {right}',
    'number.equal': '{left} equals {right}',
    'number.notEqual': '{left} does not equal {right}',
    'number.less': '{left} is less than {right}',
    'number.atMost': '{left} is at most {right}',
    'number.greater': '{left} is more than {right}',
    'number.atLeast': '{left} is at least {right}',
    'date.equal': '{left} is {right}',
    'date.notEqual': '{left} is not {right}',
    'date.less': '{left} is before {right}',
    'date.atMost': '{left} is on or before {right}',
    'date.greater': '{left} is after {right}',
    'date.atLeast': '{left} is on or after {right}',
    in: '{left} is one of {values}',
    notIn: '{left} is none of {values}',
    selected: '{name} includes {code}',
    notSelected: '{name} does not include {code}',
    answered: '{name} has a valid answer',
    notAnswered: '{name} has no valid answer',
    missing: '{name} was answered {codes}',
    notMissing: '{name} was not answered {codes}',
    and: ', and ',
    or: ', or ',
    andOne: 'this is so: ({part})',
    orOne: 'at least one of these is so: ({part})',
    not: 'it is not so that ({part})',
    add: ' + ',
    subtract: ' − ',
    multiply: ' × ',
    divide: ' ÷ ',
    min: 'the smallest of ({parts})',
    max: 'the largest of ({parts})',
    first: 'the first answered of ({parts})',
    if: '(if {rule}, then {value}, otherwise {otherwise})',
    count: 'the number of valid answers among ({names})',
    countChosen: 'the number of options chosen in {name}',
    place: 'the place of {code} in {name}',
    days: 'the number of days from {from} to {to}',
    today: 'the day of the interview',
    'missing.dontKnow': "Don't know",
    'missing.refused': 'Prefer not to say',
    'missing.notUsed': 'Not used',
  },
};
