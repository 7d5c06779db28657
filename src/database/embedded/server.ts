import { createServer, type Server, type Socket } from 'node:net';
import { runCommand } from './commands.js';
import { closeIdle, newCursors } from './cursors.js';
import type { Store } from './store.js';
import { answer, cut, parse, statedLength } from './wire.js';
import type { Context } from './commands/context.js';

type Shared = Omit<Context, 'database'>;

async function respond(socket: Socket, shared: Shared, bytes: Buffer): Promise<void> {
  const message = parse(bytes);
  const reply = await runCommand(shared, message.body, message.sequences);
  if (!message.wantsReply || socket.destroyed) return;
  socket.cork();
  for (const part of answer(message, reply)) socket.write(part);
  socket.uncork();
}

/** One command after the other; while one runs, nothing more is read from this client. */
async function serve(socket: Socket, shared: Shared): Promise<void> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    size += chunk.length;
    const first = waiting[0] ?? chunk;
    if (first.length >= 4 && size < statedLength(first)) continue;
    const { messages, rest } = cut(waiting.length === 1 ? first : Buffer.concat(waiting));
    waiting = rest.length > 0 ? [rest] : [];
    size = rest.length;
    for (const message of messages) await respond(socket, shared, message);
  }
}

export interface Listening {
  server: Server;
  close(): Promise<void>;
}

/** Answers clients at a socket path or on a loopback port. What is not the protocol ends that connection, nothing else. */
export async function listen(store: Store, at: { path: string } | { port: number }): Promise<Listening> {
  const shared = { store, cursors: newCursors() };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    serve(socket, shared).catch(() => socket.destroy());
  });
  const idle = setInterval(() => closeIdle(shared.cursors, Date.now()), 60_000).unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen('path' in at ? at.path : { port: at.port, host: '127.0.0.1' }, resolve);
  });
  const close = async (): Promise<void> => {
    clearInterval(idle);
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { server, close };
}
