import mongoose, { type Connection } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLocked } from './embedded/lock.js';
import { type Embedded, startEmbedded } from './embedded/start.js';
import { superviseEmbedded } from './embedded/supervise.js';

export interface DatabaseOptions {
  /** A MongoDB elsewhere; without it the embedded store is started. */
  mongodbUri?: string;
  dataFolder: string;
  /** The embedded store in this very process, as tests want it. */
  inProcess?: boolean;
}

export interface ConnectedDatabase {
  connection: Connection;
  uri: string;
  embedded: boolean;
  close(): Promise<void>;
}

// The store of a process that was just killed needs a moment to end; only a folder held for longer is somebody else's.
const patience = 3000;

async function embeddedStore({ dataFolder, inProcess = false }: DatabaseOptions): Promise<Embedded> {
  const open = () => (inProcess ? startEmbedded({ folder: dataFolder }) : superviseEmbedded({ folder: dataFolder }));
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!isLocked(error) || performance.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

async function openConnection(uri: string): Promise<Connection> {
  const connection = mongoose.createConnection(uri, { bufferCommands: false, autoIndex: false, autoCreate: false });
  await connection.asPromise();
  return connection;
}

/** Connects to MongoDB where a URI is given, and otherwise to the embedded store, which it starts. */
export async function connectDatabase(options: DatabaseOptions): Promise<ConnectedDatabase> {
  const { mongodbUri } = options;
  const store = mongodbUri === undefined ? await embeddedStore(options) : undefined;
  const uri = mongodbUri ?? store?.uri ?? '';
  try {
    const connection = await openConnection(uri);
    const close = async (): Promise<void> => {
      await connection.close();
      await store?.close();
    };
    return { connection, uri, embedded: store !== undefined, close };
  } catch (error) {
    await store?.close();
    throw error;
  }
}
