import { pipesIn } from '../definition/piping.js';
import { rulePrinter } from '../definition/printed-rule.js';
import { textFor } from '../definition/text.js';
import type { Definition, Language, Mode, ModeText, Operand, Rule, Text } from '../definition/types.js';

/** A text in one of the languages that are shown side by side. */
export interface Said {
  language: Language;
  text: string;
}

/** What a definition says, in every language that is shown. */
export interface Speaker {
  languages: readonly Language[];
  text: (text: Text | ModeText, mode?: Mode) => Said[];
  rule: (rule: Rule) => Said[];
  operand: (operand: Operand) => Said[];
  /** A question, item or computed value, with its id. */
  name: (id: string) => Said[];
}

/** Shows the reader's language, or every language of the survey with the reader's first. */
export function speakerOf(definition: Definition, reader: Language, isBoth: boolean): Speaker {
  const others = definition.languages.filter((language) => language !== reader);
  const languages = isBoth ? [reader, ...others] : [reader];
  const printers = languages.map((language) => ({ language, printer: rulePrinter(definition, language) }));
  return {
    languages,
    text: (text, mode) =>
      languages.map((language) => ({ language, text: shown(textFor(text, language, mode), language) })),
    rule: (rule) => printers.map(({ language, printer }) => ({ language, text: printer.rule(rule) })),
    operand: (operand) => printers.map(({ language, printer }) => ({ language, text: printer.operand(operand) })),
    name: (id) => printers.map(({ language, printer }) => ({ language, text: printer.name(id) })),
  };
}

/** A wording and the modes that use it; no mode where all do. */
export interface Wording {
  modes: Mode[];
  texts: Said[];
}

/** The wordings of a text, the common one first. */
export function wordingsOf(text: Text | ModeText | undefined, speaker: Speaker, modes: readonly Mode[]): Wording[] {
  if (text === undefined) return [];
  if (!('default' in text)) return [{ modes: [], texts: speaker.text(text) }];
  const own = modes.filter((mode) => text[mode] !== undefined);
  const common = modes.filter((mode) => text[mode] === undefined);
  const first: Wording[] =
    common.length > 0 ? [{ modes: own.length > 0 ? common : [], texts: speaker.text(text.default) }] : [];
  return [...first, ...own.map((mode) => ({ modes: [mode], texts: speaker.text(text, mode) }))];
}

/** An answer that a text names: by its id, and what is said where there is none. */
const named: Record<Language, { alone: string; else: string }> = {
  'zh-CN': { alone: '〔{id}〕', else: '〔{id}，没有时说“{fallback}”〕' },
  en: { alone: '[{id}]', else: '[{id}, else “{fallback}”]' },
};

function shown(text: string, language: Language): string {
  return pipesIn(text).reduce((words, { id, fallback = '' }) => {
    const pattern = named[language][fallback === '' ? 'alone' : 'else'];
    const name = pattern.replace('{id}', () => id).replace('{fallback}', () => fallback);
    return words.replace(/\{\{[^{}]*\}\}/u, () => name);
  }, text);
}
