import { join } from 'node:path';
import type { Setting } from '../../scripts/demo/waves.js';
import { sha256 } from '../../src/web/digest.js';
import { loadSurveys } from '../../src/web/load-surveys.js';
import { root } from '../../src/web/root.js';
import { loadPlaceFacts } from '../../src/waves/load.js';
import { askable } from '../../src/waves/new-wave.js';

/** The setting of the demo: the surveys and places of the project. */
export function demoSetting(changes: Partial<Setting> = {}): Setting {
  const surveys = loadSurveys(join(root, 'schemas'));
  const now = new Date('2026-08-20T04:00:00Z');
  const questionnaires = askable(surveys).flatMap(({ id }) => surveys.latest(id) ?? []);
  return { seed: 7, now, surveys: questionnaires, places: loadPlaceFacts(), sha256, ...changes };
}
