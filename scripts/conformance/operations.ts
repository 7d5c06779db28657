// The operations of the unified test format, as calls of the official driver.
import type { AnyClientBulkWriteModel, Collection, Db, Document, MongoClient } from 'mongodb';

export type Run = (target: Collection, given: Document) => Promise<unknown>;

/** A model as `{ insertOne: { ... } }` is written by the driver with its kind inside. */
function clientBulkWrite(target: Collection, { models, ...options }: Document): Promise<unknown> {
  const given = (models as Record<string, Document>[]).flatMap((model) =>
    Object.entries(model).map(([name, rest]) => ({ name, ...rest })),
  );
  return (target as unknown as MongoClient).bulkWrite(given as AnyClientBulkWriteModel<Document>[], options);
}

export const operations: Record<string, Run> = {
  aggregate: (target, { pipeline, ...options }) => target.aggregate(pipeline, options).toArray(),
  bulkWrite: (target, { requests, ...options }) => target.bulkWrite(requests, options),
  clientBulkWrite,
  countDocuments: (target, { filter, ...options }) => target.countDocuments(filter, options),
  count: (target, { filter, ...options }) => target.countDocuments(filter, options),
  estimatedDocumentCount: (target, options) => target.estimatedDocumentCount(options),
  createIndex: (target, { keys, ...options }) => target.createIndex(keys, options),
  modifyCollection: (target, { collection, ...options }) =>
    (target as unknown as Db).command({ collMod: collection, ...options }),
  createCollection: (target, { collection, ...options }) =>
    (target as unknown as Db).createCollection(collection, options),
  dropCollection: (target, { collection }) => (target as unknown as Db).dropCollection(collection),
  deleteMany: (target, { filter, ...options }) => target.deleteMany(filter, options),
  deleteOne: (target, { filter, ...options }) => target.deleteOne(filter, options),
  distinct: (target, { fieldName, filter, ...options }) => target.distinct(fieldName, filter, options),
  find: (target, { filter, ...options }) => target.find(filter, options).toArray(),
  findOne: (target, { filter, ...options }) => target.findOne(filter, options),
  findOneAndDelete: (target, { filter, ...options }) => target.findOneAndDelete(filter, options),
  findOneAndReplace: (target, { filter, replacement, ...options }) =>
    target.findOneAndReplace(filter, replacement, lower(options)),
  findOneAndUpdate: (target, { filter, update, ...options }) => target.findOneAndUpdate(filter, update, lower(options)),
  insertMany: (target, { documents, ...options }) => target.insertMany(documents, options),
  insertOne: (target, { document, ...options }) => target.insertOne(document, options),
  replaceOne: (target, { filter, replacement, ...options }) => target.replaceOne(filter, replacement, options),
  updateMany: (target, { filter, update, ...options }) => target.updateMany(filter, update, options),
  updateOne: (target, { filter, update, ...options }) => target.updateOne(filter, update, options),
  runCommand: (target, { command }) => (target as unknown as Db).command(command),
};

function lower({ returnDocument, ...options }: Document): Document {
  return returnDocument === undefined ? options : { ...options, returnDocument: String(returnDocument).toLowerCase() };
}
