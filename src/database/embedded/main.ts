// The store as a process of its own: told its folder by the parent, it tells the parent where it listens, and ends with it.
import { errorFields } from './problem.js';
import { isLocked } from './lock.js';
import { startEmbedded } from './start.js';

const folder = process.argv[2] ?? '';

/** A write that could not be made durable must not be followed by others: end, and be started anew. */
process.on('unhandledRejection', (error) => {
  console.error(`database: ${String(errorFields(error)['errmsg'])}`);
  process.exit(70);
});
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

try {
  const store = await startEmbedded({ folder });
  process.on('message', (message) => {
    if (message === 'close') void store.close().then(() => process.exit(0));
  });
  process.send?.({ uri: store.uri });
} catch (error) {
  process.send?.(isLocked(error) ? { locked: folder } : { failed: String(errorFields(error)['errmsg']) });
  process.disconnect();
}
