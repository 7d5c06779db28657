import { execFileSync } from 'node:child_process';

/** Builds the server, the browser code and the scripts once, so that tests which start real processes find them. */
export default function globalSetup() {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
