/** Counts what a use case asks of the cloud, in requests and in the units by which they are charged. */
import type { Files } from '@erbao/cloud-kit/files';
import type { TableDescription } from '@erbao/dynamo-kit/table';
import type { Item, Tables, Write } from '@erbao/dynamo-kit/tables';

export type Meter = {
  get: number;
  batchGet: number;
  query: number;
  transaction: number;
  /** Request units: 4 KB of a strongly consistent read, half of that on an index; 1 KB written, twice in a transaction. */
  readUnits: number;
  writeUnits: number;
  filePuts: number;
  fileGets: number;
};

export const openMeter = (): Meter => ({
  get: 0,
  batchGet: 0,
  query: 0,
  transaction: 0,
  readUnits: 0,
  writeUnits: 0,
  filePuts: 0,
  fileGets: 0,
});

const bytesOf = (items: readonly unknown[]): number =>
  items.reduce<number>((sum, item) => sum + Buffer.byteLength(JSON.stringify(item ?? {})), 0);
const readUnitsOf = (...items: readonly unknown[]): number => Math.max(1, Math.ceil(bytesOf(items) / 4_096));
const kilobytesOf = (item: Item): number => Math.max(1, Math.ceil(bytesOf([item]) / 1_024));
const indexesWith = (table: TableDescription, item: Item): number =>
  Object.values(table.indexes).filter(({ partitionKey }) => item[partitionKey] !== undefined).length;

/** In place: the use cases of an office hold these tables already. */
export const meterTables = (tables: Tables, meter: Meter): void => {
  const bare = { ...tables };
  const writeUnits = async (write: Write): Promise<number> => {
    const item = 'item' in write ? write.item : ((await bare.get(write.table, write.key)) ?? {});
    if (write.do === 'check') return 2;
    return kilobytesOf(item) * (2 + indexesWith(write.table, item));
  };
  Object.assign(tables, {
    get: async (...asked) => {
      const item = await bare.get(...asked);
      meter.get += 1;
      meter.readUnits += readUnitsOf(item);
      return item;
    },
    getMany: async (reads) => {
      const items = await bare.getMany(reads);
      meter.batchGet += reads.length === 0 ? 0 : 1;
      for (const item of items) meter.readUnits += readUnitsOf(item);
      return items;
    },
    query: async (asked) => {
      const page = await bare.query(asked);
      meter.query += 1;
      meter.readUnits += readUnitsOf(...page.items) * (asked.index === undefined ? 1 : 0.5);
      return page;
    },
    commit: async (writes) => {
      const outcome = await bare.commit(writes);
      meter.transaction += 1;
      for (const write of writes) meter.writeUnits += await writeUnits(write);
      return outcome;
    },
  } satisfies Tables);
};

/** In place, as the tables. Signing a ticket or a link asks nothing of S3; the upload that follows it is a PUT. */
export const meterFiles = (files: Files, meter: Meter): void => {
  const bare = { ...files };
  Object.assign(files, {
    uploadTicket: (request) => {
      meter.filePuts += 1;
      return bare.uploadTicket(request);
    },
    downloadLink: (key, fileName) => bare.downloadLink(key, fileName),
    facts: (key) => {
      meter.fileGets += 1;
      return bare.facts(key);
    },
    viewLink: bare.viewLink,
    read: (key) => {
      meter.fileGets += 1;
      return bare.read(key);
    },
    readPart: (key, start, end) => {
      meter.fileGets += 1;
      return bare.readPart(key, start, end);
    },
    write: (key, contentType, body) => {
      meter.filePuts += 1;
      return bare.write(key, contentType, body);
    },
    // priced as a PUT
    mark: (key, mark) => {
      meter.filePuts += 1;
      return bare.mark(key, mark);
    },
    // one PUT up to a part's size, which answers of the bench stay below
    writeStream: (key, contentType, pieces) => {
      meter.filePuts += 1;
      return bare.writeStream(key, contentType, pieces);
    },
  } satisfies Files);
};
