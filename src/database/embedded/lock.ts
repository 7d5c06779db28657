// One process for one folder. Linux: an abstract socket, free the moment its holder dies. Everywhere: a file with
// process and boot, for containers that share the folder but not the network.
import {
  type BigIntStats,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const beatMilliseconds = 1000;

export interface Locked extends Error {
  code: 'database.locked';
  folder: string;
}

export function isLocked(error: unknown): error is Locked {
  return error instanceof Error && 'code' in error && error.code === 'database.locked';
}

export function locked(folder: string): Locked {
  const message = `The data folder ${folder} is in use by another running process; stop that one first or choose another folder.`;
  return Object.assign(new Error(message), { code: 'database.locked' as const, folder });
}

function socketName({ dev, ino }: BigIntStats): string | undefined {
  if (process.platform === 'linux') return `\0manyidu-${dev}-${ino}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\manyidu-${dev}-${ino}` : undefined;
}

async function holdSocket(folder: string): Promise<Server | undefined> {
  const name = socketName(statSync(folder, { bigint: true }));
  if (name === undefined) return undefined;
  const server = createServer((socket) => socket.destroy()).unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? locked(folder) : error),
    );
    server.listen(name, () => resolve(server));
  });
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return otherwise;
  }
}

interface Holder {
  pid: number;
  boot: string;
  host: string;
  space: string;
}

function self(): Holder {
  const space = process.platform === 'linux' ? statSync('/proc/self/ns/pid').ino.toString() : 'none';
  return { pid: process.pid, boot: readOr('/proc/sys/kernel/random/boot_id', 'unknown'), host: hostname(), space };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function touchedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

/** A holder we cannot ask after, in another container or on another machine, shows that it runs by touching its file. */
async function isBeating(path: string): Promise<boolean> {
  const before = touchedAt(path);
  if (Date.now() - before > 10 * beatMilliseconds) return false;
  await wait(2.5 * beatMilliseconds);
  return touchedAt(path) !== before;
}

/** Whether the process named in the file still runs; its number alone may since have gone to another process. */
async function mayRun(path: string, holder: Holder, hasSocket: boolean): Promise<boolean> {
  const own = self();
  if (holder.space !== own.space || holder.host !== own.host) return isBeating(path);
  if (holder.boot !== own.boot || holder.pid === own.pid || !isAlive(holder.pid)) return false;
  return hasSocket ? isBeating(path) : true;
}

function holderIn(path: string): Holder | undefined {
  try {
    return JSON.parse(readOr(path, '')) as Holder;
  } catch {
    return undefined;
  }
}

async function holdFile(folder: string, hasSocket: boolean): Promise<() => void> {
  const path = join(folder, 'holder.json');
  const holder = holderIn(path);
  if (holder && (await mayRun(path, holder, hasSocket))) throw locked(folder);
  writeFileSync(path, JSON.stringify(self()));
  const touch = (): void => {
    if (existsSync(path)) utimesSync(path, new Date(), new Date());
  };
  const beat = setInterval(touch, beatMilliseconds).unref();
  return () => {
    clearInterval(beat);
    rmSync(path, { force: true });
  };
}

/** Takes the folder or throws `database.locked`. Gives the function that frees it. */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = await holdSocket(folder);
  try {
    const release = await holdFile(folder, socket !== undefined);
    return () => {
      release();
      socket?.close();
    };
  } catch (error) {
    socket?.close();
    throw error;
  }
}
