/** The port's own suite, run on the fake and on DynamoDB, so that the fake is honest. */
import { openJsonCalls } from '@erbao/cloud-kit/aws/json-calls';
import { dynamoTables } from '@erbao/dynamo-kit/dynamo/dynamo-tables';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { defineTable } from '@erbao/dynamo-kit/table';
import { type Item, queryAll, type Tables } from '@erbao/dynamo-kit/tables';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTables, freshAccount } from '../support/emulator.ts';

const things = defineTable({
  name: 'things',
  partitionKey: 'group',
  sortKey: 'place',
  indexes: { 'by-state': { partitionKey: 'state', sortKey: 'at' } },
  streamed: false,
});
const marks = defineTable({ name: 'marks', partitionKey: 'markId', indexes: {}, streamed: false });

const onDynamo = async (): Promise<Tables> => {
  const account = freshAccount();
  await createTables(account, [things, marks]);
  return dynamoTables({ dynamo: openJsonCalls('dynamodb', account), nameOf: ({ name }) => name });
};

const thing = (place: string, more: Item = {}): Item => ({
  group: 'g',
  place,
  state: 'open',
  at: place,
  ...more,
});
const key = (place: string) => ({ group: 'g', place });

describe.each([
  ['memory', () => Promise.resolve<Tables>(memoryTables())],
  ['DynamoDB', onDynamo],
])('tables in %s', (_name, open) => {
  let tables: Tables;
  beforeEach(async () => {
    tables = await open();
  });
  const insert = (place: string, more: Item = {}) =>
    tables.commit([{ do: 'insert', table: things, item: thing(place, more) }]);

  it('inserts once', async () => {
    expect(await insert('1', { sum: 1 })).toEqual({ committed: true });
    expect(await insert('1', { sum: 2 })).toEqual({ committed: false, refused: [0] });
    expect(await tables.get(things, key('1'))).toEqual(thing('1', { sum: 1 }));
  });

  it('keeps reserved words, nested values, nulls and empty lists; drops what is undefined', async () => {
    const more = {
      status: 'x',
      name: null,
      size: { deep: [1, { on: true }], none: undefined },
      list: [],
      gone: undefined,
    };
    await insert('1', more);
    expect(await tables.get(things, key('1'))).toStrictEqual(
      thing('1', { status: 'x', name: null, size: { deep: [1, { on: true }] }, list: [] }),
    );
  });

  it('changes only what is expected, and only an item that is there', async () => {
    await insert('1', { version: 1 });
    const change = (version: number, place = '1') =>
      tables.commit([
        {
          do: 'change',
          table: things,
          key: key(place),
          set: { version: version + 1, note: 'n' },
          remove: ['state'],
          expect: { version },
        },
      ]);
    expect(await change(1)).toEqual({ committed: true });
    expect(await change(1)).toEqual({ committed: false, refused: [0] });
    expect(await change(1, '2')).toEqual({ committed: false, refused: [0] });
    const changed = await tables.get(things, key('1'));
    expect(changed).toEqual({ group: 'g', place: '1', at: '1', version: 2, note: 'n' });
  });

  it('replaces under an expectation, and an expectation of null wants absence', async () => {
    const replace = (sum: number, expected: number | null) =>
      tables.commit([{ do: 'replace', table: marks, item: { markId: 'm', sum }, expect: { sum: expected } }]);
    expect(await replace(1, 5)).toEqual({ committed: false, refused: [0] });
    expect(await replace(1, null)).toEqual({ committed: true });
    expect(await replace(2, null)).toEqual({ committed: false, refused: [0] });
    expect(await replace(2, 1)).toEqual({ committed: true });
    expect(await tables.get(marks, { markId: 'm' })).toEqual({ markId: 'm', sum: 2 });
  });

  it('commits all or none, and names every write that was refused', async () => {
    await insert('1');
    await insert('3');
    const outcome = await tables.commit([
      { do: 'insert', table: things, item: thing('2') },
      { do: 'insert', table: things, item: thing('1') },
      { do: 'check', table: things, key: key('3'), expect: { state: 'closed' } },
      { do: 'check', table: things, key: key('9'), expect: {} },
    ]);
    expect(outcome).toEqual({ committed: false, refused: [1, 2, 3] });
    expect(await tables.get(things, key('2'))).toBeUndefined();
  });

  it('reads many in the order asked, with gaps', async () => {
    await insert('1');
    await insert('2');
    const places = ['2', '9', '1', '2'];
    const items = await tables.getMany(places.map((place) => ({ table: things, key: key(place) })));
    expect(items.map((item) => item?.['place'])).toEqual(['2', undefined, '1', '2']);
    expect(await tables.getMany([])).toEqual([]);
  });

  it('queries in order, by prefix and range, page by page, forwards and backwards', async () => {
    for (const place of ['a1', 'a2', 'a3', 'b1']) await insert(place);
    const places = async (query: object): Promise<unknown[]> => {
      const found: unknown[] = [];
      for await (const item of queryAll(tables, { table: things, partition: 'g', limit: 2, ...query }))
        found.push(item['place']);
      return found;
    };
    expect(await places({})).toEqual(['a1', 'a2', 'a3', 'b1']);
    expect(await places({ descending: true })).toEqual(['b1', 'a3', 'a2', 'a1']);
    expect(await places({ sortStartsWith: 'a' })).toEqual(['a1', 'a2', 'a3']);
    expect(await places({ sortBetween: ['a2', 'b1'] })).toEqual(['a2', 'a3', 'b1']);
  });

  it('finds items by an index while they have its keys', async () => {
    await insert('1');
    await insert('2', { state: 'closed' });
    await insert('3');
    await tables.commit([
      { do: 'change', table: things, key: key('3'), set: {}, remove: ['state'], expect: {} },
    ]);
    const { items } = await tables.query({ table: things, index: 'by-state', partition: 'open' });
    expect(items.map((item) => item['place'])).toEqual(['1']);
  });

  it('lets one of two writers of a version win', async () => {
    await insert('1', { version: 1 });
    const write = (who: string) =>
      tables.commit([
        { do: 'change', table: things, key: key('1'), set: { version: 2, who }, expect: { version: 1 } },
      ]);
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map(write));
    expect(outcomes.filter((outcome) => outcome.committed)).toHaveLength(1);
  });

  it('refuses a transaction that touches one item twice', async () => {
    await expect(
      (async () =>
        tables.commit([
          { do: 'insert', table: marks, item: { markId: 'm' } },
          { do: 'change', table: marks, key: { markId: 'm' }, set: { a: 1 }, expect: {} },
        ]))(),
    ).rejects.toMatchObject({ code: 'transaction-malformed' });
  });
});
