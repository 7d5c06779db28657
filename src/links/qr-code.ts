import { create } from 'qrcode';

/** A code to scan, for an SVG of its own: `size` modules a side with the quiet zone, and the path of the dark ones. */
export interface QrCode {
  size: number;
  path: string;
}

/** Modules that must stay white around a code. */
const quietZone = 4;

/** The code of a text at error level M (15 % may be dirty or torn). */
export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) => modules.get(y, x) !== 0),
  );
  return { size: modules.size + 2 * quietZone, path: rows.map((row, y) => rowPath(row, y + quietZone)).join('') };
}

/** Neighbouring dark modules are one rectangle, so that no printer leaves a gap between them. */
function rowPath(row: readonly boolean[], y: number): string {
  const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []));
  return starts
    .map((x) => {
      const end = row.indexOf(false, x);
      const length = (end < 0 ? row.length : end) - x;
      return `M${x + quietZone} ${y}h${length}v1h-${length}z`;
    })
    .join('');
}
