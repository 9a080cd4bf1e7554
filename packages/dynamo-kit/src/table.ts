/**
 * The key schema of a table as data: read by the store, by the CDK construct and by the tests on the emulator, so that
 * the three cannot drift apart. All keys are texts.
 */
export type KeySchema = { readonly partitionKey: string; readonly sortKey?: string };

export type TableDescription = KeySchema & {
  /** Plural noun of the owner, kebab-case. */
  readonly name: string;
  /** Global secondary indexes, all attributes projected. An item without the index's keys is not in it. */
  readonly indexes: Readonly<Record<string, KeySchema>>;
  /** Whether new images flow to a stream (the outbox). */
  readonly streamed: boolean;
};

/** Keeps the literal types of a description. */
export const defineTable = <const T extends TableDescription>(description: T): T => description;
