import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import { dropUnfinished, sweep } from './collections.js';
import { lockFolder } from './lock.js';
import { listen, type Listening } from './server.js';
import { openStore, type Store } from './store.js';
import { expireDocuments } from './ttl.js';

export interface EmbeddedOptions {
  folder: string;
  /** Loopback port instead of a unix socket, for tools that cannot use one; 0 takes a free one. */
  port?: number;
  /** How often expired documents are removed. */
  expiryMilliseconds?: number;
}

export interface Embedded {
  uri: string;
  close(): Promise<void>;
}

const longestSocketPath = 100;

/** A folder only this user can enter, with a path short enough for a socket, the same at every start. */
function socketPath(folder: string): string {
  const whole = resolve(folder);
  const own = join(whole, 'socket');
  const short = join(tmpdir(), `manyidu-${createHash('sha256').update(whole).digest('hex').slice(0, 16)}`);
  const place = Buffer.byteLength(join(own, 'store.sock')) < longestSocketPath ? own : short;
  mkdirSync(place, { recursive: true, mode: 0o700 });
  if (statSync(place).uid !== process.getuid?.()) throw new Error(`${place} belongs to another user`);
  chmodSync(place, 0o700);
  return join(place, 'store.sock');
}

async function listenOn(
  store: Store,
  { folder, port }: EmbeddedOptions,
): Promise<Listening & { uri: string; path: string | undefined }> {
  if (port !== undefined || process.platform === 'win32') {
    const listening = await listen(store, { port: port ?? 0 });
    return {
      ...listening,
      uri: `mongodb://127.0.0.1:${(listening.server.address() as AddressInfo).port}/manyidu`,
      path: undefined,
    };
  }
  const path = socketPath(folder);
  rmSync(path, { force: true });
  const listening = await listen(store, { path });
  return { ...listening, uri: `mongodb://${encodeURIComponent(path)}/manyidu`, path };
}

function repeat(task: () => Promise<void>, milliseconds: number): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(task);
  }, milliseconds).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function open(options: EmbeddedOptions, unlock: () => void): Promise<Embedded> {
  const store = openStore(options.folder);
  await dropUnfinished(store);
  sweep(store);
  const listening = await listenOn(store, options);
  const stopExpiry = repeat(() => expireDocuments(store, Date.now()), options.expiryMilliseconds ?? 60_000);
  const close = async (): Promise<void> => {
    await listening.close();
    await stopExpiry();
    await store.sweeping;
    await store.env.close();
    if (listening.path !== undefined) rmSync(dirname(listening.path), { recursive: true, force: true });
    unlock();
  };
  return { uri: listening.uri, close };
}

/** Opens the store in this process. Throws `database.locked` when another process has the folder. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const unlock = await lockFolder(options.folder);
  try {
    return await open(options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}
