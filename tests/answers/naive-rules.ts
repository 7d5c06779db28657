import type { Answer, Operand, Rule } from '../../src/definition/types.js';

/** Rules as the survey language tells them, worked out in the plainest way, to hold the engine against. */
export type Naive = 'yes' | 'no' | 'unknown';

/** What a rule can see: answers as given (undefined where none, or not asked), computed values under their ids, and the day. */
export interface Sight {
  see: (id: string) => Answer | undefined;
  today: string | undefined;
  /** For screenings: whether a question may still get an answer, so that nothing is known of it. */
  mayCome?: (id: string) => boolean;
}

export function truthOf(rule: Rule, sight: Sight): Naive {
  if ('and' in rule) {
    const truths = rule.and.map((each) => truthOf(each, sight));
    if (truths.some((truth) => truth === 'no')) return 'no';
    return truths.some((truth) => truth === 'unknown') ? 'unknown' : 'yes';
  }
  if ('or' in rule) {
    const truths = rule.or.map((each) => truthOf(each, sight));
    if (truths.some((truth) => truth === 'yes')) return 'yes';
    return truths.some((truth) => truth === 'unknown') ? 'unknown' : 'no';
  }
  if ('not' in rule) return { yes: 'no', no: 'yes', unknown: 'unknown' }[truthOf(rule.not, sight)] as Naive;
  if ('answered' in rule) {
    return sight.mayCome?.(rule.answered) ? 'unknown' : said(isValue(sight.see(rule.answered)));
  }
  if ('missing' in rule) {
    if (sight.mayCome?.(rule.missing[0])) return 'unknown';
    const answer = sight.see(rule.missing[0]);
    return said(isStated(answer) && rule.missing[1].includes(answer.missing));
  }
  if ('selected' in rule) {
    const answer = sight.see(rule.selected[0]);
    if (!isValue(answer)) return 'unknown';
    return said(Array.isArray(answer) && answer.includes(rule.selected[1]));
  }
  if ('in' in rule) {
    const value = worth(rule.in[0], sight);
    return value === undefined ? 'unknown' : said(rule.in[1].includes(value));
  }
  return comparison(rule, sight);
}

function comparison(rule: Rule, sight: Sight): Naive {
  const [[operator, pair]] = Object.entries(rule) as [[string, [Operand, Operand]]];
  const left = worth(pair[0], sight);
  const right = worth(pair[1], sight);
  if (left === undefined || right === undefined) return 'unknown';
  if (operator === 'equal') return said(left === right);
  if (operator === 'notEqual') return said(left !== right);
  if (typeof left !== typeof right) return 'unknown';
  if (operator === 'less') return said(left < right);
  if (operator === 'atMost') return said(left <= right);
  if (operator === 'greater') return said(left > right);
  if (operator === 'atLeast') return said(left >= right);
  throw new Error(`no operator ${operator}`);
}

/** The value of an operand; undefined where it is unknown. */
export function worth(operand: Operand, sight: Sight): number | string | undefined {
  if (typeof operand === 'number' || typeof operand === 'string') return operand;
  if ('answer' in operand) {
    const answer = sight.see(operand.answer);
    return typeof answer === 'number' || typeof answer === 'string' ? answer : undefined;
  }
  if ('today' in operand) return sight.today;
  if ('count' in operand) {
    let count = 0;
    for (const id of operand.count) {
      if (sight.mayCome?.(id)) return undefined;
      const answer = sight.see(id);
      if (Array.isArray(answer)) count += answer.length;
      else if (isValue(answer)) count += 1;
    }
    return count;
  }
  if ('place' in operand) {
    const answer = sight.see(operand.place[0]);
    const at = Array.isArray(answer) ? answer.indexOf(operand.place[1]) : -1;
    return at < 0 ? undefined : at + 1;
  }
  if ('first' in operand) {
    for (const each of operand.first) {
      const value = worth(each, sight);
      if (value !== undefined || idsIn(each).some((id) => sight.mayCome?.(id))) return value;
    }
    return undefined;
  }
  if ('if' in operand) {
    const [rule, then, otherwise] = operand.if;
    const truth = truthOf(rule, sight);
    if (truth === 'unknown') return undefined;
    return worth(truth === 'yes' ? then : otherwise, sight);
  }
  if ('days' in operand) return daysOf(worth(operand.days[0], sight), worth(operand.days[1], sight));
  return arithmetic(operand, sight);
}

type Arithmetic = Extract<
  Operand,
  | { add: unknown }
  | { subtract: unknown }
  | { multiply: unknown }
  | { divide: unknown }
  | { min: unknown }
  | { max: unknown }
>;

function arithmetic(operand: Arithmetic, sight: Sight): number | undefined {
  const [[operator, operands]] = Object.entries(operand) as [[string, Operand[]]];
  const values = operands.map((each) => worth(each, sight));
  let result: number | undefined;
  for (const value of values) {
    if (typeof value !== 'number') return undefined;
    if (result === undefined) result = value;
    else if (operator === 'add') result = result + value;
    else if (operator === 'subtract') result = result - value;
    else if (operator === 'multiply') result = result * value;
    else if (operator === 'divide') result = result / value;
    else if (operator === 'min') result = value < result ? value : result;
    else result = value > result ? value : result;
  }
  if (result === undefined || !Number.isFinite(result)) return undefined;
  return result === 0 ? 0 : result;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Year, month and day, where a text is a real day. */
export function dayParts(value: unknown): [number, number, number] | undefined {
  if (typeof value !== 'string' || value.length !== 10 || value[4] !== '-' || value[7] !== '-') return undefined;
  if (Array.from(value.replaceAll('-', '')).some((digit) => digit < '0' || digit > '9')) return undefined;
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  const length = month === 2 && isLeap(year) ? 29 : monthLengths[month - 1];
  return length === undefined || day < 1 || day > length ? undefined : [year, month, day];
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Counts from the first of January of the year 0, year by year. */
function dayNumber([year, month, day]: [number, number, number]): number {
  let days = day;
  for (let each = 0; each < year; each += 1) days += isLeap(each) ? 366 : 365;
  for (let each = 1; each < month; each += 1) days += each === 2 && isLeap(year) ? 29 : (monthLengths[each - 1] ?? 0);
  return days;
}

function daysOf(from: unknown, to: unknown): number | undefined {
  const first = dayParts(from);
  const last = dayParts(to);
  return first && last && dayNumber(last) - dayNumber(first);
}

export function isValue(answer: Answer | undefined): boolean {
  return (
    typeof answer === 'number' || typeof answer === 'string' || typeof answer === 'boolean' || Array.isArray(answer)
  );
}

function isStated(answer: Answer | undefined): answer is Extract<Answer, { missing: string }> {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer);
}

function said(fact: boolean): Naive {
  return fact ? 'yes' : 'no';
}

/** Every id that an operand names, found by looking through all of it. */
export function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): string[] => {
    if (key === 'answer' || key === 'answered') return [inner as string];
    if (key === 'count') return inner as string[];
    if (key === 'place' || key === 'selected' || key === 'missing') return [(inner as [string])[0]];
    return idsIn(inner);
  });
}
