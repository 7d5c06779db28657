import { estimates, secondsOf, type Estimate } from './estimate.js';
import { outlineOf, type WrittenQuestion } from './outline.js';
import type { Definition, Fault, Language, Mode, Option } from './types.js';

/** What a mode bears: minutes of a typical interview and, by phone, what can be taken in by ear alone. */
export const modeLimits = {
  minutes: { phone: 7, onsite: 15, online: 10 },
  phone: { substantive: 20, options: 5, items: 5, introduction: 25, sentence: 20 },
} as const;

/** A survey that can be asked, but should not be asked so: past the limits of a mode. Nothing here is a fault. */
export function modeWarnings(
  definition: Definition,
  language: Language,
  known: ReadonlyMap<Mode, Estimate> = estimates(definition, language),
): Fault[] {
  const { questions } = outlineOf(definition);
  const long = [...known].flatMap(([mode, estimate]) => lengthWarnings(mode, estimate));
  const spoken = definition.modes.includes('phone')
    ? questions.flatMap((written) => spokenWarnings(written, language))
    : [];
  const forced = definition.modes.includes('online') ? questions.flatMap(forcedWarnings) : [];
  return [...long, ...spoken, ...forced];
}

function lengthWarnings(mode: Mode, { typical, introduction, substantive }: Estimate): Fault[] {
  const limit = modeLimits.minutes[mode];
  const { phone } = modeLimits;
  return [
    ...(typical > limit ? [warning('tooLong', `/modes/${mode}`, { mode, minutes: typical, limit })] : []),
    ...(mode === 'phone' && substantive > phone.substantive
      ? [warning('tooManySubstantive', '/modes/phone', { substantive, limit: phone.substantive })]
      : []),
    ...(mode === 'phone' && introduction > phone.introduction
      ? [warning('introductionTooLong', '/modes/phone', { seconds: introduction, limit: phone.introduction })]
      : []),
  ];
}

/** What the ear cannot hold. Districts are not read out, people name their own; nor is "none of these", which excludes the rest. */
function spokenWarnings({ question, path }: WrittenQuestion, language: Language): Fault[] {
  const { options: most, items: mostItems, sentence: limit } = modeLimits.phone;
  const options: Option[] = 'options' in question ? question.options : [];
  const read = options.filter(({ exclusive }) => exclusive !== true).length;
  const isNamed = options.some(({ district }) => district !== undefined);
  const items = question.type === 'rating-group' ? question.items.length : 0;
  const seconds = Math.round(secondsOf(question.text, 'phone', language));
  const about = { question: question.id };
  return [
    ...(read > most && !isNamed ? [warning('longList', path, { ...about, options: read, limit: most })] : []),
    ...(items > mostItems ? [warning('longGroup', path, { ...about, items, limit: mostItems })] : []),
    ...(question.type !== 'note' && seconds > limit
      ? [warning('longSentence', path, { ...about, seconds, limit })]
      : []),
  ];
}

/** Online nobody is there to accept an "I don't know" that is not on the page. */
function forcedWarnings({ question, path }: WrittenQuestion): Fault[] {
  const isRated = 'scale' in question;
  const mayPass = question.optional === true || question.missing?.some((code) => code !== 'refused') === true;
  return isRated && !mayPass ? [warning('forced', path, { question: question.id })] : [];
}

function warning(code: string, path: string, params: Fault['params']): Fault {
  return { code: `warning.${code}`, path, params };
}
