import type { Page } from 'playwright-core';
import type { Answers } from '../../src/definition/types.js';

/** Answers what is on the page as a person would; it needs no script. */
export async function fillIn(page: Page, answers: Answers): Promise<void> {
  const ids = await page
    .locator('[data-question]')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['question']!));
  for (const id of ids) {
    const answer = answers[id];
    if (answer !== undefined) await answerOne(page, id, answer as number | string | number[]);
  }
}

async function answerOne(page: Page, id: string, answer: number | string | number[]): Promise<void> {
  const fields = page.locator(`[data-question="${id}"] [name="${id}"]`);
  const kind = await fields.first().evaluate((field) => field.tagName + ((field as HTMLInputElement).type ?? ''));
  const values = [answer].flat().map(String);
  const parts = kind === 'INPUTtext' && (await fields.count()) === 3 ? String(answer).split('-') : values;
  for (const [at, value] of parts.entries()) {
    if (kind.startsWith('SELECT')) await fields.nth(at).selectOption(value);
    else if (/radio|checkbox/.test(kind)) await page.locator(`[name="${id}"][value="${value}"]`).check({ force: true });
    else await fields.nth(at).fill(value);
  }
}
