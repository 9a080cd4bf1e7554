/** {@link Tables} in memory: for use-case tests. Passes the same suite as DynamoDB (test/stores/tables.test.ts). */
import { Defect } from '@erbao/kernel/errors';
import { holds, keyUnder, schemaOf, tableKey, touchedKey } from './conditions.ts';
import type { TableDescription } from './table.ts';
import type { Item, Key, Page, Query, Tables, Write } from './tables.ts';

const DEFAULT_PAGE = 100;
const LARGEST_TRANSACTION = 100;

/** The values in the order of their names, so that {a,b} and {b,a} are one item. */
const placeOf = (key: Key): string =>
  Object.entries(key)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value)
    .join('\u0000');

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
      return write.item;
    case 'change': {
      const rest = Object.entries(current ?? {}).filter(([name]) => write.remove?.includes(name) !== true);
      return { ...Object.fromEntries(rest), ...write.set };
    }
    case 'check':
      return undefined;
  }
};

/** An item's place in a partition: sorted by its sort key, then by its own key. */
type Place = { readonly sort: string; readonly order: string; readonly text: string };

/** How many places of a sorted list come before the first one for which `isBeyond` holds. */
const countBefore = (places: readonly Place[], isBeyond: (place: Place) => boolean): number => {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const place = places[middle];
    if (place !== undefined && isBeyond(place)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The part of a partition that is asked for, as positions. */
const rangeOf = (places: readonly Place[], { sortStartsWith, sortBetween, ...asked }: Query) => {
  const [least, most] = sortBetween ?? [sortStartsWith ?? '', undefined];
  const { after } = asked;
  const isDescending = asked.descending === true;
  const start = countBefore(
    places,
    ({ sort, order }) => sort >= least && (isDescending || after === undefined || order > after),
  );
  const end = countBefore(
    places,
    ({ sort, order }) =>
      (most !== undefined && sort > most) ||
      (sortStartsWith !== undefined && sort > sortStartsWith && !sort.startsWith(sortStartsWith)) ||
      (isDescending && after !== undefined && order >= after),
  );
  return { start, end };
};

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null;
const itemOf = (text: string): Item => {
  const item: unknown = JSON.parse(text);
  if (!isItem(item)) throw new Defect('item-unreadable', {});
  return item;
};

const sortPartition = (
  texts: ReadonlyMap<string, string>,
  { table, index, partition }: Query,
): readonly Place[] => {
  const schema = schemaOf(table, index);
  const places: Place[] = [];
  const mark = `${JSON.stringify(schema.partitionKey)}:${JSON.stringify(partition)}`;
  for (const [key, text] of texts) {
    // most items are of other partitions, and need not be read to know it
    if (!text.includes(mark)) continue;
    const item = itemOf(text);
    if (item[schema.partitionKey] !== partition || keyUnder(schema, item) === undefined) continue;
    const value = schema.sortKey === undefined ? '' : item[schema.sortKey];
    const sort = typeof value === 'string' ? value : '';
    places.push({ sort, order: `${sort}\u0000${key}`, text });
  }
  return places.sort((a, b) => (a.order < b.order ? -1 : 1));
};

/** One table: items as JSON, which drops what is undefined as DynamoDB does; a million of them fit. */
const memoryTable = () => {
  const texts = new Map<string, string>();
  /** As the last queries sorted them, until something is written. */
  const partitions = new Map<string, readonly Place[]>();
  return {
    texts,
    read: (key: Key): Item | undefined => {
      const text = texts.get(placeOf(key));
      return text === undefined ? undefined : itemOf(text);
    },
    write: (key: Key, item: Item): void => {
      texts.set(placeOf(key), JSON.stringify(item));
      partitions.clear();
    },
    partition: (asked: Query): readonly Place[] => {
      const name = JSON.stringify([asked.index, asked.partition]);
      const places = partitions.get(name) ?? sortPartition(texts, asked);
      partitions.set(name, places);
      return places;
    },
  };
};

const pageOf = (places: readonly Place[], asked: Query): Page => {
  const { start, end } = rangeOf(places, asked);
  const limit = asked.limit ?? DEFAULT_PAGE;
  const page =
    asked.descending === true
      ? places.slice(Math.max(start, end - limit), end).reverse()
      : places.slice(start, Math.min(end, start + limit));
  const last = page.at(-1);
  return {
    items: page.map(({ text }) => itemOf(text)),
    ...(last !== undefined && end - start > limit ? { next: last.order } : {}),
  };
};

export const memoryTables = (): Tables & { readonly all: (table: TableDescription) => readonly Item[] } => {
  const stored = new Map<string, ReturnType<typeof memoryTable>>();
  const kept = ({ name }: TableDescription) => {
    const found = stored.get(name) ?? memoryTable();
    stored.set(name, found);
    return found;
  };
  const read = (table: TableDescription, key: Key): Item | undefined =>
    kept(table).read(tableKey(table, key));

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
      if (item !== undefined) kept(write.table).write(touchedKey(write), item);
    }
    return { committed: true as const };
  };

  return {
    get: (table, key) => Promise.resolve(read(table, key)),
    getMany: (reads) => Promise.resolve(reads.map(({ table, key }) => read(table, key))),
    query: (asked) => Promise.resolve(pageOf(kept(asked.table).partition(asked), asked)),
    // Promise.resolve().then: the whole commit runs without an await, so two commits never interleave
    commit: (writes) => Promise.resolve().then(() => commit(writes)),
    all: (table) => Array.from(kept(table).texts.values(), itemOf),
  };
};
