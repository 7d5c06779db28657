// npm run store -- --data <folder> [--port <n>]: the embedded store alone. Its address is the only line on stdout.
import { parseArgs } from 'node:util';
import { isLocked } from '../src/database/embedded/lock.js';
import { startEmbedded } from '../src/database/embedded/start.js';

const { values } = parseArgs({ options: { data: { type: 'string', default: 'data' }, port: { type: 'string' } } });
const port = values.port === undefined ? undefined : Number(values.port);

try {
  const store = await startEmbedded({ folder: values.data, ...(port === undefined ? {} : { port }) });
  console.log(store.uri);
  const stop = (): void => void store.close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
} catch (error) {
  if (!isLocked(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
