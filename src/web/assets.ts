import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

export const assetFolder = join(root, 'dist/assets');

/** The address of a built file by its plain name: `site.css` becomes `/assets/site-<hash>.css`. */
export function assetAddress(): (name: string) => string {
  const file = join(assetFolder, 'manifest.json');
  if (!existsSync(file)) throw new Error('assetAddress requires dist/assets/manifest.json: run npm run build');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return (name) => {
    const built = manifest[name];
    if (!built) throw new Error(`assetAddress requires a built file, and ${name} is none`);
    return `/assets/${built}`;
  };
}
