import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../src/web/root.js';

export interface Server {
  address: string;
  /** Kills with -9: the web process alone, or the whole group with its store. */
  kill(what: 'web' | 'group'): Promise<void>;
}

/** Starts the real server as a process of its own and waits until it answers. */
export async function startServer(folder: string, port: number): Promise<Server> {
  const child = spawn(process.execPath, [join(root, 'dist/src/main.js')], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      BASE_URL: '',
      MONGODB_URI: '',
      DATA_DIR: folder,
      INTAKE_PER_MINUTE: '100000000',
      LOG_LEVEL: 'error',
    },
  });
  const address = `http://127.0.0.1:${port}`;
  await ready(child, address);
  return {
    address,
    async kill(what) {
      const exited = new Promise((resolve) => {
        child.once('exit', resolve);
      });
      process.kill(what === 'group' ? -child.pid! : child.pid!, 'SIGKILL');
      await exited;
    },
  };
}

async function ready(child: ChildProcess, address: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`startServer requires a server that starts; it exited with ${child.exitCode}`);
    const answer = await fetch(`${address}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error('startServer requires a server that answers within 30 s');
}
