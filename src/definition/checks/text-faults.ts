import type { Fault, Mode, Text } from '../types.js';
import { isText, textsIn } from './texts.js';
import type { Written } from './written.js';

/** Every text in every language, every wording for a mode there is, and the ends of a scale said aloud by phone. */
export function textFaults({ definition, outline }: Written): Fault[] {
  const { modes } = definition;
  return [
    ...textsIn(definition).flatMap(({ text, path }) => languageFaults(text, path, definition.languages)),
    ...wordingsIn(definition, '')
      .filter(({ mode }) => !modes.includes(mode))
      .map(({ mode, path }) => ({
        code: 'text.modeUnused',
        path,
        params: { mode },
      })),
    ...(modes.includes('phone') ? outline.questions.flatMap(spokenFaults) : []),
  ];
}

function languageFaults(text: Text, path: string, wanted: (keyof Text)[]): Fault[] {
  const absent = wanted.filter((language) => text[language] === undefined);
  return absent.map((language) => ({ code: 'text.languageMissing', path, params: { language } }));
}

function spokenFaults({ question, path }: Written['outline']['questions'][number]): Fault[] {
  const isSpoken = 'default' in question.text && question.text.phone !== undefined;
  if (!('scale' in question) || isSpoken) return [];
  return [{ code: 'text.modeMissing', path: `${path}/text`, params: { mode: 'phone' } }];
}

function wordingsIn(value: unknown, path: string): { mode: Mode; path: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isModeText(value)) {
    const modes = Object.keys(value).filter((key) => key !== 'default') as Mode[];
    return modes.map((mode) => ({ mode, path: `${path}/${mode}` }));
  }
  return Object.entries(value).flatMap(([key, entry]) => wordingsIn(entry, `${path}/${key}`));
}

/** A scale or a question may be called `default` too. */
function isModeText(value: object): boolean {
  return 'default' in value && typeof value.default === 'object' && value.default !== null && isText(value.default);
}
