/** A survey definition as written (JSON) and the words it is made of. Shapes only; schemas/definition/ says the same to Ajv. */

export type Language = 'zh-CN' | 'en';
export type Mode = 'phone' | 'onsite' | 'online';
export type Population = 'residents' | 'visitors' | 'enterprises';

/** One text in every language of the survey. `{{id}}` stands for an earlier answer, `{{id|words}}` for it or the words where there is none. */
export type Text = Partial<Record<Language, string>>;

/** A text with wordings of its own for some modes; `default` serves the others. */
export type ModeText = Text | ({ default: Text } & Partial<Record<Mode, Text>>);

export type MissingCode = 'dontKnow' | 'refused' | 'notUsed';

/** An answer: a code, the codes of a multiple choice, a number, a text, or a stated reason for having none. */
export type Value = number | string | number[];
export type Missing = { missing: MissingCode };
export type Answer = Value | Missing;

/** Answers by question id; the items of a rating group by item id. A question without an entry was not answered. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * Rules are plain data, three-valued: a test on an absent answer or a stated non-answer is unknown.
 * Only `answered`, `missing` and `count` are never unknown. Arithmetic is unknown where one of its operands is.
 * `count` counts valid answers: each ticked option of a multiple choice and each placed option of an ordering for one.
 * `selected` is true for an option that is ticked, or placed at all. Neither of the two has one value to compare.
 */
export type Operand =
  | number
  | string
  | { answer: string }
  | { add: Operand[] }
  | { subtract: [Operand, Operand] }
  | { multiply: Operand[] }
  /** Unknown where the divisor is 0. */
  | { divide: [Operand, Operand] }
  | { min: Operand[] }
  | { max: Operand[] }
  /** The first that is known. */
  | { first: Operand[] }
  /** Unknown where the rule is. */
  | { if: [Rule, Operand, Operand] }
  | { count: string[] }
  /** 1 for the option that stands first in an ordering; unknown where it was not placed. */
  | { place: [string, number] }
  /** Whole days from the first date to the second, negative where the second is earlier. */
  | { days: [Operand, Operand] }
  /** The local date on which the interview began. */
  | { today: true };

export type Rule =
  | { equal: [Operand, Operand] }
  | { notEqual: [Operand, Operand] }
  | { less: [Operand, Operand] }
  | { atMost: [Operand, Operand] }
  | { greater: [Operand, Operand] }
  | { atLeast: [Operand, Operand] }
  | { in: [Operand, (number | string)[]] }
  | { selected: [string, number] }
  | { answered: string }
  | { missing: [string, MissingCode[]] }
  | { and: Rule[] }
  | { or: Rule[] }
  | { not: Rule };

export interface Check {
  /** The rule that holds when the answer is acceptable. */
  holds: Rule;
  severity: 'hard' | 'soft';
  text: Text;
}

export interface Option {
  code: number;
  label: Text;
  /** Where the option stands for a district: its code in schemas/places/. */
  district?: string;
  /** In a multiple choice: excludes every other option. */
  exclusive?: boolean;
  hint?: Text;
  /** Keeps its place where the others are put in a random order. */
  fixed?: boolean;
}

/** How a list is put in order for each interview, from its seed: any order, the same circle from any start, or forwards or backwards. */
export type Order = 'shuffle' | 'rotate' | 'reverse';

interface QuestionBase {
  id: string;
  text: ModeText;
  /** For the interviewer, never shown to residents. */
  note?: ModeText;
  /** For whoever answers. */
  hint?: ModeText;
  when?: Rule;
  /** Stated non-answers this question accepts. */
  missing?: MissingCode[];
  /** May be passed over without any answer (texts mostly). */
  optional?: boolean;
  checks?: Check[];
  /** Keeps its place where the page's questions are put in a random order. */
  fixed?: boolean;
}

export interface Scale {
  min: number;
  max: number;
  /** What the two ends, or each point, are called. Keys are codes as strings. */
  labels: Record<string, Text>;
}

export type Question =
  | (QuestionBase & { type: 'single'; options: Option[]; order?: Order })
  | (QuestionBase & { type: 'multiple'; options: Option[]; order?: Order; atLeast?: number; atMost?: number })
  /** Options in order of preference, the first `places` of them (all unless stated); the value is their codes in that order. */
  | (QuestionBase & { type: 'ordering'; options: Option[]; order?: Order; places?: number })
  | (QuestionBase & { type: 'rating'; scale: string })
  | (QuestionBase & { type: 'rating-group'; scale: string; items: Item[]; order?: Order })
  /** A day of the calendar, YYYY-MM-DD; `today` is the local date on which the interview began. */
  | (QuestionBase & { type: 'date'; earliest?: string; latest?: string })
  | (QuestionBase & { type: 'number'; min: number; max: number; decimals?: number; unit?: Text })
  | (QuestionBase & { type: 'text'; maxLength: number; lines?: number })
  | (QuestionBase & { type: 'note' })
  | (QuestionBase & { type: 'consent'; accept: Text; decline: Text });

export type QuestionType = Question['type'];

export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

/** A rated question inside a rating group; answered under its own id. */
export interface Item {
  id: string;
  text: ModeText;
  when?: Rule;
  fixed?: boolean;
}

export interface Page {
  id: string;
  title?: Text;
  when?: Rule;
  questions: Question[];
  /** Of the page's questions; rules inside such a page may not look at one another. */
  order?: Order;
}

/** A value worked out from answers; rules and texts name it like an answer. It is never asked, and unknown as long as its operands are. */
export interface Computed {
  id: string;
  label: Text;
  value: Operand;
  /** Rounded to so many places, halves away from zero. */
  decimals?: number;
}

/** Ends the interview after the page on which it first becomes true. */
export interface Screening {
  id: string;
  when: Rule;
  result: 'outOfPopulation' | 'notServiceUser';
  text: ModeText;
}

/** Which question says who a person is. Options of the district questions carry the district. */
export interface Profile {
  consent: string;
  sex: { question: string; categories: Record<'male' | 'female', number[]> };
  age: { question: string; categories: Record<string, number[]> };
  residenceDistrict: string;
  /** Without it the service district is the residence district. */
  serviceDistrict?: string;
}

export interface Dimension {
  id: string;
  label: Text;
  weight: number;
  /** Items (or rating questions) by id; equal weights unless stated. */
  items: { item: string; weight?: number }[];
}

export interface IndexTree {
  /** The scale every item of the index uses. */
  scale: string;
  dimensions: Dimension[];
  /** The question whose upper codes make the satisfied share (S1). */
  satisfaction: string;
  /** Core questions reported beside the index, by construct. */
  core?: Record<string, string[]>;
}

export interface Definition {
  $schema?: string;
  id: string;
  version: number;
  status: 'draft' | 'published' | 'retired';
  sector: string;
  population: Population;
  languages: Language[];
  modes: Mode[];
  consentVersion: string;
  title: Text;
  intro: ModeText;
  thanks: ModeText;
  statutory?: Record<'formNumber' | 'maker' | 'approver' | 'approvalNumber' | 'validUntil', string>;
  scales: Record<string, Scale>;
  pages: Page[];
  computed?: Computed[];
  screening: Screening[];
  profile: Profile;
  index: IndexTree;
  previous?: { version: number; items: Record<string, { from: string; change: 'same' | 'reworded' | 'scaleChanged' }> };
}

/** A fault in data: where it is, which kind, and what its sentence needs. Words live in src/locales only. */
export interface Fault {
  code: string;
  path: string;
  params: Record<string, string | number>;
}
