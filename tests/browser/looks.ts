import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** A page in one of its appearances, and what is wrong with it. */
export interface Look {
  page: string;
  as: string;
  wrong: string[];
}

type Size = 'normal' | 'large' | 'elder';

interface Measure {
  size: Size;
  /** What axe looks for; colours and targets do not change with large text alone. */
  rules?: RunOptions;
}

/** What depends on the appearance alone. */
const appearance: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'target-size'] } };
const stronger: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'color-contrast-enhanced', 'target-size'] },
  rules: { 'color-contrast-enhanced': { enabled: true } },
};

/** Looks at the page that is loaded in all sizes of text and, unless only its words are another language's, in forced colours. */
export async function looksOf(page: Page, words: 'only' | 'first'): Promise<Look[]> {
  const name = await page.evaluate(() => `${location.pathname} ${document.documentElement.lang}`);
  const look = async (as: string, measure: Measure): Promise<Look> => ({
    page: name,
    as,
    wrong: await page.evaluate(measured, measure),
  });
  const looks = [
    await look('normal', { size: 'normal', rules: {} }),
    await look('large', { size: 'large' }),
    await look('elder', { size: 'elder', rules: stronger }),
  ];
  if (words === 'only') return looks;
  await page.emulateMedia({ forcedColors: 'active' });
  looks.push(await look('forced colours', { size: 'normal', rules: appearance }));
  await page.emulateMedia({ forcedColors: 'none' });
  return looks;
}

/** Runs in the page. */
async function measured({ size, rules }: Measure): Promise<string[]> {
  const html = document.documentElement;
  html.className = `size-${size}`;
  const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
  const violations = rules ? (await axe.run({ ...rules, resultTypes: ['violations'] })).violations : [];
  const wrong = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  if (html.scrollWidth > html.clientWidth) wrong.push(`wider than the screen: ${html.scrollWidth}`);
  const least = size === 'elder' ? 60 : 44;
  for (const each of document.querySelectorAll<HTMLElement>(
    'label.choice, label.point, button, header a, select, input[type=text]',
  )) {
    const { width, height } = each.getBoundingClientRect();
    const unseen = each.closest('.visually-hidden, [hidden]') !== null || width === 0;
    if (!unseen && (height < least || width < 44)) {
      wrong.push(`small: ${each.outerHTML.slice(0, 80)} ${Math.round(width)} x ${Math.round(height)}`);
    }
  }
  const texts = [...document.querySelectorAll<HTMLElement>('main *, header *')].filter((each) =>
    [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
  );
  const smallest = size === 'elder' ? 24 : 14;
  for (const each of texts) {
    const { fontSize, lineHeight } = getComputedStyle(each);
    if (parseFloat(fontSize) < smallest) wrong.push(`small text: ${each.textContent} ${fontSize}`);
    if (size === 'elder' && parseFloat(lineHeight) < 1.5 * parseFloat(fontSize) - 0.1)
      wrong.push(`close lines: ${each.textContent}`);
  }
  return wrong;
}
