import type { DoorWords } from '../definition/door/door.js';
import type { ModeText, Text } from '../definition/types.js';
import type { Catalogue } from './locale.js';

/** The words of the door that several surveys share: no survey has words for all of them. */
export function doorWords(catalogue: Catalogue): DoorWords {
  const say = (key: string): Text => ({
    'zh-CN': catalogue['zh-CN'][`combined.${key}`] ?? '',
    en: catalogue.en[`combined.${key}`] ?? '',
  });
  const sayByMode = (key: string): ModeText => ({
    default: say(key),
    phone: say(`${key}.phone`),
    onsite: say(`${key}.onsite`),
  });
  return {
    title: say('title'),
    intro: sayByMode('intro'),
    notice: sayByMode('notice'),
    thanks: sayByMode('thanks'),
  };
}
