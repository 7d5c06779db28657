import type { Language, Mode, ModeText, Text } from './types.js';

/** The wording of a text for a mode and language; falls back to the default wording, then to the other language. */
export function textFor(text: Text | ModeText, language: Language, mode?: Mode): string {
  const wording: Text = 'default' in text ? ((mode && text[mode]) ?? text.default) : text;
  return wording[language] ?? wording['zh-CN'] ?? wording.en ?? '';
}
