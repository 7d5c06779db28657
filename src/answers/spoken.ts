import { valueOf } from '../definition/answer-of.js';
import { isDay } from '../definition/days.js';
import { accepted, declined } from '../definition/question-types/consent.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import { textFor } from '../definition/text.js';
import type { Answers, Language, Option, Question, Text, Value } from '../definition/types.js';

/**
 * An answer or computed value in words, as a text that names it says it; undefined where there is none, or only a reason for having none.
 * `known` are relevant answers and computed values. Whoever shows it escapes it.
 */
export function spokenAnswer(
  questionnaire: Questionnaire,
  id: string,
  known: Answers,
  language: Language,
): string | undefined {
  const value = valueOf(known, id);
  if (value === undefined) return undefined;
  const question = questionnaire.answerables.get(id)?.question;
  const words = question === undefined ? worked(value, language) : spoken(question, value, language);
  return words === '' ? undefined : words;
}

function spoken(question: Question, value: Value, language: Language): string | undefined {
  if ('options' in question) return choices(question.options, value, language);
  if (question.type === 'consent') return choices(consentOptions(question), value, language);
  if (question.type === 'date') return isDay(value) ? spokenDay(value, language) : undefined;
  if (question.type === 'number' && question.unit) return withUnit(plain(value), question.unit, language);
  return plain(value);
}

/** A computed value: a number, a day or a text. */
function worked(value: Value, language: Language): string | undefined {
  return isDay(value) ? spokenDay(value, language) : plain(value);
}

function consentOptions({ accept, decline }: { accept: Text; decline: Text }): Option[] {
  return [
    { code: accepted, label: accept },
    { code: declined, label: decline },
  ];
}

/** Labels in the order of the codes: in an ordering the first is what was put first. */
function choices(options: Option[], value: Value, language: Language): string {
  const codes: unknown[] = Array.isArray(value) ? value : [value];
  const chosen = codes.flatMap((code) => options.find((option) => option.code === code) ?? []);
  return chosen.map(({ label }) => textFor(label, language)).join(language === 'en' ? ', ' : '、');
}

function withUnit(words: string | undefined, unit: Text, language: Language): string | undefined {
  return words && `${words}${language === 'en' ? ' ' : ''}${textFor(unit, language)}`.trim();
}

function plain(value: Value): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

const long = { dateStyle: 'long', timeZone: 'UTC' } as const;
const days: Record<Language, Intl.DateTimeFormat> = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', long),
  en: new Intl.DateTimeFormat('en-GB', long),
};

/** 2026年11月3日, 3 November 2026. */
function spokenDay(value: string, language: Language): string {
  return days[language].format(new Date(`${value}T00:00:00Z`));
}
