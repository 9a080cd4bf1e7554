/** What both implementations of {@link Tables} share: keys of items and the meaning of an expectation. */
import { Defect } from '@erbao/kernel/errors';
import type { KeySchema, TableDescription } from './table.ts';
import type { Expectation, Item, Key, Write } from './tables.ts';

/** The key attributes of an item under a key schema; undefined when one is missing (not in that index). */
export const keyUnder = (schema: KeySchema, item: Item): Key | undefined => {
  const partition = item[schema.partitionKey];
  if (typeof partition !== 'string') return undefined;
  if (schema.sortKey === undefined) return { [schema.partitionKey]: partition };
  const sort = item[schema.sortKey];
  if (typeof sort !== 'string') return undefined;
  return { [schema.partitionKey]: partition, [schema.sortKey]: sort };
};

/** The table key of an item or key; throws a Defect when a key attribute is missing. */
export const tableKey = (table: TableDescription, item: Item): Key => {
  const key = keyUnder(table, item);
  if (key === undefined) throw new Defect('item-without-key', { table: table.name });
  return key;
};

/** The key that a write touches. */
export const touchedKey = (write: Write): Key =>
  tableKey(write.table, 'item' in write ? write.item : write.key);

/** Whether an expectation holds for an item; an absent item holds none (not even `{}`). */
export const holds = (expect: Expectation, item: Item): boolean =>
  Object.entries(expect).every(([name, value]) =>
    value === null ? item[name] === undefined : item[name] === value,
  );

/** An index by name; throws a Defect when the table has none of that name. */
export const schemaOf = (table: TableDescription, index: string | undefined): KeySchema => {
  if (index === undefined) return table;
  const schema = table.indexes[index];
  if (schema === undefined) throw new Defect('index-unknown', { table: table.name, index });
  return schema;
};
