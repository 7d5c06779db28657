import { outlineOf } from '../definition/outline.js';
import { textFor } from '../definition/text.js';
import type { Definition } from '../definition/types.js';
import type { Said, Speaker } from './speaker.js';

export interface ChangeLine {
  id: string;
  change: 'same' | 'reworded' | 'scaleChanged';
  /** The question's id in the version before. */
  from: string;
  now: Said[];
  before: Said[];
}

/** What became of the questions since the version before. */
export interface Changes {
  version: number;
  lines: ChangeLine[];
  /** Ids that the new version does not take from the one before, and those it leaves behind; none where that one is not at hand. */
  added: string[];
  dropped: string[];
}

/** In the words of the definition's own map: same, reworded, or on another scale, which breaks the trend. */
export function changesSince(
  definition: Definition,
  before: Definition | undefined,
  speaker: Speaker,
): Changes | undefined {
  const { previous } = definition;
  if (previous === undefined) return undefined;
  const mapped = Object.entries(previous.items);
  const taken = mapped.map(([, { from }]) => from);
  const ids = outlineOf(definition).places.map(({ id }) => id);
  const idsBefore = before ? outlineOf(before).places.map(({ id }) => id) : [];
  return {
    version: previous.version,
    lines: mapped.map(([id, { from, change }]) => ({
      id,
      from,
      change,
      now: wording(definition, id, speaker),
      before: before ? wording(before, from, speaker) : [],
    })),
    added: before ? ids.filter((id) => !(id in previous.items)) : [],
    dropped: idsBefore.filter((id) => !taken.includes(id)),
  };
}

function wording(definition: Definition, id: string, speaker: Speaker): Said[] {
  const place = outlineOf(definition).placeOf.get(id);
  const text = place?.item?.text ?? place?.question.text;
  return text === undefined ? [] : speaker.languages.map((language) => ({ language, text: textFor(text, language) }));
}
