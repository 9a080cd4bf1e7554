/** {@link Tables} in memory: for use-case tests. Passes the same suite as DynamoDB (test/stores/tables.test.ts). */
import { Defect } from '@erbao/kernel/errors';
import { holds, keyUnder, schemaOf, tableKey, touchedKey } from './conditions.ts';
import type { TableDescription } from './table.ts';
import type { Item, ItemValue, Key, Page, Query, Tables, Write } from './tables.ts';

const DEFAULT_PAGE = 100;
const LARGEST_TRANSACTION = 100;

/** Sorted keys, so that {a,b} and {b,a} are one item. */
const placeOf = (key: Key): string =>
  JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A copy as DynamoDB keeps it: values that are undefined are not there, however deep. */
const kept = (value: ItemValue | undefined): ItemValue | undefined => {
  if (Array.isArray(value)) return value.map((inner: ItemValue) => kept(inner) ?? null);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === undefined ? [] : [[name, kept(inner)]])),
  );
};

const withoutUndefined = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, kept(value)]])),
  );

const conditionHolds = (write: Write, current: Item | undefined): boolean => {
  switch (write.do) {
    case 'insert':
      return current === undefined;
    case 'replace':
      return holds(write.expect, current ?? {});
    case 'change':
    case 'check':
      return current !== undefined && holds(write.expect, current);
  }
};

const applied = (write: Write, current: Item | undefined): Item | undefined => {
  switch (write.do) {
    case 'insert':
    case 'replace':
      return withoutUndefined(write.item);
    case 'change': {
      const rest = Object.entries(current ?? {}).filter(([name]) => write.remove?.includes(name) !== true);
      return withoutUndefined({ ...Object.fromEntries(rest), ...write.set });
    }
    case 'check':
      return current;
  }
};

export const memoryTables = (): Tables & { readonly all: (table: TableDescription) => readonly Item[] } => {
  const stored = new Map<string, Map<string, Item>>();
  const itemsOf = (table: TableDescription): Map<string, Item> => {
    const found = stored.get(table.name);
    if (found !== undefined) return found;
    const made = new Map<string, Item>();
    stored.set(table.name, made);
    return made;
  };
  const read = (table: TableDescription, key: Key): Item | undefined => {
    const item = itemsOf(table).get(placeOf(tableKey(table, key)));
    return item === undefined ? undefined : structuredClone(item);
  };

  const query = ({ table, index, partition, ...rest }: Query): Page => {
    const schema = schemaOf(table, index);
    const sortOf = (item: Item): string => {
      const value = schema.sortKey === undefined ? '' : item[schema.sortKey];
      return typeof value === 'string' ? value : '';
    };
    const orderOf = (item: Item): string => `${sortOf(item)}\u0000${placeOf(tableKey(table, item))}`;
    const [low, high] = rest.sortBetween ?? ['', '\uffff'];
    const matching = [...itemsOf(table).values()]
      .filter((item) => keyUnder(schema, item) !== undefined && item[schema.partitionKey] === partition)
      .filter((item) => sortOf(item).startsWith(rest.sortStartsWith ?? ''))
      .filter((item) => sortOf(item) >= low && sortOf(item) <= high)
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    if (rest.descending === true) matching.reverse();
    const start =
      rest.after === undefined ? 0 : matching.findIndex((item) => orderOf(item) === rest.after) + 1;
    const limit = rest.limit ?? DEFAULT_PAGE;
    const items = matching.slice(start, start + limit);
    const last = items.at(-1);
    return {
      items: structuredClone(items),
      ...(last !== undefined && start + limit < matching.length ? { next: orderOf(last) } : {}),
    };
  };

  const commit = (writes: readonly Write[]) => {
    const places = writes.map((write) => `${write.table.name}${placeOf(touchedKey(write))}`);
    if (writes.length > LARGEST_TRANSACTION || new Set(places).size !== places.length)
      throw new Defect('transaction-malformed', { writes: writes.length });
    const refused = writes.flatMap((write, position) =>
      conditionHolds(write, read(write.table, touchedKey(write))) ? [] : [position],
    );
    if (refused.length > 0) return { committed: false as const, refused };
    for (const write of writes) {
      const item = applied(write, read(write.table, touchedKey(write)));
      if (item !== undefined) itemsOf(write.table).set(placeOf(touchedKey(write)), item);
    }
    return { committed: true as const };
  };

  return {
    get: (table, key) => Promise.resolve(read(table, key)),
    getMany: (reads) => Promise.resolve(reads.map(({ table, key }) => read(table, key))),
    query: (asked) => Promise.resolve(query(asked)),
    // Promise.resolve().then: the whole commit runs without an await, so two commits never interleave
    commit: (writes) => Promise.resolve().then(() => commit(writes)),
    all: (table) => structuredClone([...itemsOf(table).values()]),
  };
};
