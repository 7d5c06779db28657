import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../web/root.js';
import type { PlaceFacts } from './default-method.js';
import { placeFactsOf, type Places } from './places.js';

/** The city's districts with their people and margins. */
export function loadPlaceFacts(file = join(root, 'schemas/places/shaoxing.json')): PlaceFacts {
  return placeFactsOf(JSON.parse(readFileSync(file, 'utf8')) as Places);
}
