// One process for one folder. Linux: an abstract socket, free the moment its holder dies. Everywhere: a file with
// process and boot, for containers that share the folder but not the network.
import { type BigIntStats, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';

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

/**
 * Whether the process in the file may still run. With the socket held, nobody in our own network space does; a
 * process number seen from another container tells nothing, so the same boot elsewhere counts only while it is fresh.
 */
function mayRun(holder: Holder, own: Holder, hasSocket: boolean): boolean {
  if (holder.boot !== own.boot || (holder.pid === own.pid && holder.space === own.space)) return false;
  if (holder.space === own.space) return !hasSocket && isAlive(holder.pid);
  return false;
}

function holdFile(folder: string, hasSocket: boolean): string {
  const path = join(folder, 'holder.json');
  const own = self();
  const text = readOr(path, '');
  const holder = text === '' ? undefined : (JSON.parse(text) as Holder);
  if (holder && mayRun(holder, own, hasSocket)) throw locked(folder);
  writeFileSync(path, JSON.stringify(own));
  return path;
}

/** Takes the folder or throws `database.locked`. Gives the function that frees it. */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = await holdSocket(folder);
  try {
    const path = holdFile(folder, socket !== undefined);
    return () => {
      rmSync(path, { force: true });
      socket?.close();
    };
  } catch (error) {
    socket?.close();
    throw error;
  }
}
