import { fixed } from './numbers.js';

/** Colours of all charts; the pages allow no style of their own, so that charts carry presentation attributes. */
export const colours = {
  ink: '#1f2933',
  quiet: '#52606d',
  line: '#0b4f8a',
  grid: '#d5dbe1',
  stripe: '#e8eef4',
  paper: '#ffffff',
  warm: '#8a4b0b',
} as const;

/** Where something stands, in units of the chart. */
export interface Point {
  x: number;
  y: number;
}

/** A coordinate to a tenth. */
export const at = (value: number): string => fixed(value, 1);

export function svgText({ x, y }: Point, content: string, attributes = ''): string {
  return `<text x="${at(x)}" y="${at(y)}" ${attributes}>${escaped(content)}</text>`;
}

/** A chart with its title for those who do not see it. */
export function svg(
  { width, height, title, classes }: { width: number; height: number; title: string; classes?: string },
  parts: readonly string[],
): string {
  const named = classes ? ` class="${classes}"` : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="14" fill="${colours.ink}" role="img"${named}>`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

export function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
