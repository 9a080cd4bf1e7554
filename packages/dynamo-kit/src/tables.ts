/**
 * The port through which domains read and write tables. A plan is a list of {@link Write}s, committed all or none.
 * Two implementations pass the same suite: memory-tables (tests, browser) and dynamo-tables (DynamoDB).
 */
import type { TableDescription } from './table.ts';

export type ItemValue =
  | string
  | number
  | boolean
  | null
  | readonly ItemValue[]
  | { readonly [name: string]: ItemValue | undefined };
export type Item = { readonly [name: string]: ItemValue | undefined };
export type Key = Readonly<Record<string, string>>;

/** Attribute values that must hold for a write; `null` means the attribute must be absent. */
export type Expectation = Readonly<Record<string, string | number | boolean | null>>;

export type Write =
  /** Written only if no item has this key. */
  | { readonly do: 'insert'; readonly table: TableDescription; readonly item: Item }
  /** Written whole over an item for which `expect` holds (`{}`: whatever is there). */
  | {
      readonly do: 'replace';
      readonly table: TableDescription;
      readonly item: Item;
      readonly expect: Expectation;
    }
  /** Sets attributes of an existing item for which `expect` holds. */
  | {
      readonly do: 'change';
      readonly table: TableDescription;
      readonly key: Key;
      readonly set: Item;
      readonly remove?: readonly string[];
      readonly expect: Expectation;
    }
  /** Writes nothing; the transaction commits only if `expect` holds for the item. */
  | {
      readonly do: 'check';
      readonly table: TableDescription;
      readonly key: Key;
      readonly expect: Expectation;
    };

/** `refused` holds the positions of the writes whose condition did not hold; nothing was written then. */
export type Committed =
  | { readonly committed: true }
  | { readonly committed: false; readonly refused: readonly number[] };

export type Query = {
  readonly table: TableDescription;
  readonly index?: string;
  readonly partition: string;
  readonly sortStartsWith?: string;
  /** Both ends included; not together with sortStartsWith. */
  readonly sortBetween?: readonly [string, string];
  readonly descending?: boolean;
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: string;
};
export type Page = { readonly items: readonly Item[]; readonly next?: string };

export type Tables = {
  /** A strongly consistent read. */
  readonly get: (table: TableDescription, key: Key) => Promise<Item | undefined>;
  /** Strongly consistent reads in one call, in the order of the keys; at most 100. */
  readonly getMany: (
    reads: readonly { readonly table: TableDescription; readonly key: Key }[],
  ) => Promise<readonly (Item | undefined)[]>;
  /** One page. On a table strongly consistent, on an index eventually. */
  readonly query: (query: Query) => Promise<Page>;
  /**
   * All writes or none; at most 100, each on another item. Throws Unavailable when the outcome is unknown or another
   * transaction stays in the way.
   */
  readonly commit: (writes: readonly Write[]) => Promise<Committed>;
};

/** All items of a query, page by page. */
export async function* queryAll(tables: Tables, query: Query): AsyncGenerator<Item> {
  let after = query.after;
  do {
    const page: Page = await tables.query(after === undefined ? query : { ...query, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
