import { contentHash, receiptOf } from '../../src/responses/intake.js';
import type { Response } from '../../src/responses/response.js';
import { connectDatabase } from '../../src/database/connect.js';
import { sha256 } from '../../src/web/digest.js';
import type { Ledger } from './submit.js';

export interface Verdict {
  stored: number;
  lost: number;
  /** Documents whose content does not give their own hash and receipt. */
  broken: number;
  /** Stored though never acknowledged: allowed. */
  unacknowledged: number;
  /** Indexes that do not hold exactly the documents. */
  indexesApart: string[];
}

/** Looks at the store of a stopped server: everything acknowledged there once, whole, with the receipt that was given. */
export async function verify(folder: string, ledger: Ledger): Promise<Verdict> {
  const database = await connectDatabase({ dataFolder: folder, inProcess: true });
  try {
    const collection = database.connection.collection('responses');
    const documents = (await collection.find({}).toArray()) as unknown as (Response & { _id: string })[];
    const byId = new Map(documents.map((document) => [document._id, document]));
    const indexes = await collection.indexes();
    const indexesApart: string[] = [];
    for (const { name = '' } of indexes) {
      const ids = (await collection.find({}).hint(name).project({ _id: 1 }).toArray()).map(({ _id }) => String(_id));
      if (ids.length !== documents.length || new Set(ids).size !== documents.length || ids.some((id) => !byId.has(id)))
        indexesApart.push(name);
    }
    return {
      stored: documents.length,
      lost: [...ledger.acknowledged].filter(([id, receipt]) => byId.get(id)?.receipt !== receipt).length,
      broken: documents.filter((document) => !isWhole(document)).length,
      unacknowledged: documents.filter(({ _id }) => !ledger.acknowledged.has(_id)).length,
      indexesApart,
    };
  } finally {
    await database.close();
  }
}

function isWhole({ _id, ...document }: Response & { _id: string }): boolean {
  const opening = { ...document, responseId: _id, startedAt: document.times.startedAt };
  const hash = contentHash(opening, document.language, document.answers, sha256);
  return document.contentHash === hash && document.receipt === receiptOf(_id, hash, sha256);
}
