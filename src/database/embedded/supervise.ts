import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { locked } from './lock.js';
import type { Embedded } from './start.js';

export interface SuperviseOptions {
  folder: string;
  /** Called each time the store ends without having been asked to; it is then started again. */
  onExit?: (code: number | null) => void;
  /** The program to run; by default the built `main.js` beside this file. */
  entry?: string;
}

type Told = { uri: string } | { locked: string } | { failed: string };

const longestPause = 10_000;

function started(child: ChildProcess, folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (told: Told) => {
      if ('uri' in told) resolve(told.uri);
      else reject('locked' in told ? locked(folder) : new Error(`the database could not start: ${told.failed}`));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the database ended before it was ready (code ${String(code)})`)));
  });
}

function defaultEntry(): string {
  const entry = fileURLToPath(new URL('main.js', import.meta.url));
  if (!existsSync(entry)) throw new Error('superviseEmbedded requires the built program: run npm run build first');
  return entry;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => void child.once('exit', resolve));
  if (child.connected) child.send('close');
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(killer);
}

/** Runs the store as a child process and starts it again, at the same address, whenever it ends by itself. */
export async function superviseEmbedded({
  folder,
  onExit,
  entry = defaultEntry(),
}: SuperviseOptions): Promise<Embedded & { pid(): number }> {
  const state = { closing: false };
  let restarting = Promise.resolve();
  const launch = (): ChildProcess => fork(entry, [folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let child = launch();
  const uri = await started(child, folder);

  const restart = async (): Promise<void> => {
    for (let pause = 100; !state.closing; pause = Math.min(pause * 2, longestPause)) {
      await wait(pause);
      child = launch();
      const isUp = await started(child, folder)
        .then(() => true)
        .catch(() => false);
      if (isUp) return watch();
    }
  };
  const watch = (): void => {
    child.once('exit', (code) => {
      if (state.closing) return;
      onExit?.(code);
      restarting = restart();
    });
  };
  watch();
  const close = async (): Promise<void> => {
    state.closing = true;
    await restarting;
    await stop(child);
  };
  return { uri, close, pid: () => child.pid ?? 0 };
}
