import chromium from '@sparticuz/chromium';
import { execFileSync } from 'node:child_process';

/** Builds server, browser code and scripts once, for tests that start real processes; unpacks the browser once, since two at a time clash. */
export default async function globalSetup() {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  if (!process.env.CHROMIUM_PATH) await chromium.executablePath();
}
