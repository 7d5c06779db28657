/** How an attempt ended, coded after AAPOR Standard Definitions; `class` is the letter that enters the outcome rates. */
export interface Outcome {
  code: string;
  class: 'I' | 'P' | 'R' | 'NC' | 'O' | 'UH' | 'UO' | 'NE' | 'temporary';
  modes: readonly ('phone' | 'onsite')[];
  /** Ends the interview that is under way; its answers so far are settled. */
  ends: boolean;
}

const both = ['phone', 'onsite'] as const;

/** Words are in src/locales/fieldwork.*.json under `outcome.<code>`. */
export const outcomes: readonly Outcome[] = [
  { code: '1.1', class: 'I', modes: both, ends: true },
  { code: '1.2', class: 'P', modes: both, ends: true },
  { code: '2.11', class: 'R', modes: both, ends: true },
  { code: '2.12', class: 'R', modes: both, ends: true },
  { code: 'appointment', class: 'temporary', modes: both, ends: false },
  { code: '3.13', class: 'UH', modes: ['phone'], ends: true },
  { code: '3.12', class: 'UH', modes: ['phone'], ends: true },
  { code: '2.32', class: 'O', modes: both, ends: true },
  { code: '2.33', class: 'O', modes: both, ends: true },
  { code: '4.31', class: 'NE', modes: ['phone'], ends: true },
  { code: '4.51', class: 'NE', modes: ['phone'], ends: true },
  { code: '4.70', class: 'NE', modes: both, ends: true },
  { code: '4.80', class: 'NE', modes: both, ends: true },
];

/** Outcomes an enumerator may choose by hand: the others follow from the interview itself. */
export function choosable(mode: 'phone' | 'onsite'): readonly Outcome[] {
  return outcomes.filter(
    (outcome) =>
      outcome.modes.includes(mode) && !['I', 'P'].includes(outcome.class) && !['4.70', '4.80'].includes(outcome.code),
  );
}

/** The outcome that an interview's own result stands for. */
export function outcomeOfResult(result: string): string {
  const codes: Record<string, string> = {
    complete: '1.1',
    notServiceUser: '1.1',
    partial: '1.2',
    breakOff: '2.12',
    outOfPopulation: '4.70',
    quotaFull: '4.80',
  };
  const code = codes[result];
  if (!code) throw new Error(`outcomeOfResult requires a known result, not ${result}`);
  return code;
}
