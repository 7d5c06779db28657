import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's root, from wherever this file runs (src/ in tests, dist/ when built). */
export const root = (() => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
})();
