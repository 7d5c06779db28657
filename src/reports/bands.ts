import type { Wave } from '../waves/wave.js';
import type { Reader } from './reader.js';

export function bandName(wave: Wave, id: string, { text }: Pick<Reader, 'text'>): string {
  const band = wave.method.bands.find((each) => each.id === id);
  return band ? text(band.label) : id;
}
