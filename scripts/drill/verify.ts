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
    for (const index of indexes) {
      const { name = '' } = index;
      const held = new Set(documents.filter((document) => isHeld(index, document)).map(({ _id }) => _id));
      const ids = (await collection.find({}).hint(name).project({ _id: 1 }).toArray()).map(({ _id }) => String(_id));
      if (ids.length !== held.size || new Set(ids).size !== held.size || ids.some((id) => !held.has(id)))
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

interface Index {
  key: Record<string, unknown>;
  sparse?: boolean;
  partialFilterExpression?: object;
}

/** A sparse index, and a partial one here, hold the documents that have its fields. */
function isHeld({ key, sparse, partialFilterExpression }: Index, document: object): boolean {
  const fields = partialFilterExpression ? Object.keys(partialFilterExpression) : sparse ? Object.keys(key) : [];
  return fields.every((field) => field in document);
}

function isWhole({ _id, ...document }: Response & { _id: string }): boolean {
  const opening = { ...document, responseId: _id, startedAt: document.times.startedAt };
  const hash = contentHash(opening, document.language, document.answers, sha256);
  return document.contentHash === hash && document.receipt === receiptOf(_id, hash, sha256);
}
