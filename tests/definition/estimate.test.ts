import { test } from '@jest/globals';
import { estimates } from '../../src/definition/estimate.js';
import { modeWarnings } from '../../src/definition/mode-warnings.js';
import { survey } from './fixtures.js';
test('x', () => {
  for (const id of ['education', 'transport', 'elderly-care', 'finance'])
    for (const l of ['zh-CN', 'en'] as const)
      for (const [m, e] of estimates(survey(id).definition, l)) console.log(id, l, m, JSON.stringify(e));
  for (const id of ['education', 'transport', 'elderly-care', 'finance'])
    console.log(
      id +
        ' W ' +
        modeWarnings(survey(id).definition, 'zh-CN')
          .map((w) => JSON.stringify(w))
          .join(' | '),
    );
});
