import packed from '@sparticuz/chromium';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { root } from '../../src/web/root.js';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A folder of Chinese fonts for machines that have none, so that pictures show signs and not boxes. */
function fontConfiguration(): string {
  const fonts = join(root, 'node_modules/@embedpdf/fonts-sc/fonts');
  const folder = join(tmpdir(), 'manyidu-fonts');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  return file;
}

/** Chromium from CHROMIUM_PATH, else the one that comes with the npm packages. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await packed.executablePath());
  return chromium.launch({
    executablePath,
    args,
    env: { ...process.env, FONTCONFIG_FILE: fontConfiguration() },
  });
}

export const sizes = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 900 } };

/** What axe finds wrong with a page, as readable lines. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: tester } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const { violations: found } = await tester.run({ resultTypes: ['violations'] });
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  });
}

/** Whether the page is wider than its window: people would have to scroll sideways. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
