import { estimates } from '../../src/definition/estimate.js';
import { modeLimits, modeWarnings } from '../../src/definition/mode-warnings.js';
import type { Definition } from '../../src/definition/types.js';
import type { Translate } from '../../src/web/locale.js';

/** How long a survey takes in each mode, and what is past a mode's limits: each line in Chinese and English. */
export function modeLines(definition: Definition, inBoth: readonly Translate[]): string[] {
  const [language = 'zh-CN'] = definition.languages;
  const known = estimates(definition, language);
  const both = (say: (t: Translate) => string) => inBoth.map(say).join(' / ');
  const minutes = [...known].map(([mode, { typical, longest, substantive }]) => {
    const over = typical > modeLimits.minutes[mode] ? ' !' : '';
    const length = (t: Translate) => t('surveys.minutes.line', { typical, longest, substantive });
    return `  ${both((t) => t(`surveys.mode.${mode}`))}${over}: ${both(length)}`;
  });
  const warnings = modeWarnings(definition, language, known).map(({ code, path, params }) => {
    const mode = params['mode'];
    const sentence = (t: Translate) =>
      t(`surveys.${code}`, { ...params, ...(mode && { mode: t(`surveys.mode.${mode}`) }) });
    return `  ! ${path} ${code}\n    ${inBoth.map(sentence).join('\n    ')}`;
  });
  return [...minutes, ...warnings];
}
