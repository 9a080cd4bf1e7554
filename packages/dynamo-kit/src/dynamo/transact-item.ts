/** A {@link Write} as one member of TransactWriteItems. Names go through placeholders: DynamoDB reserves many words. */
import type { Expectation, Write } from '../tables.ts';
import { typedValues } from './read-item.ts';

/** As DynamoDB's API documents it. */
type TransactItem = Readonly<Partial<Record<'Put' | 'Update' | 'ConditionCheck', object>>>;
type Expression = {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
};

const expectationOf = (expect: Expectation, mustExist: string | undefined): Expression => {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const rules: string[] = [];
  if (mustExist !== undefined) {
    names['#key'] = mustExist;
    rules.push('attribute_exists(#key)');
  }
  Object.entries(expect).forEach(([name, value], position) => {
    names[`#e${position}`] = name;
    if (value === null) rules.push(`attribute_not_exists(#e${position})`);
    else {
      values[`:e${position}`] = value;
      rules.push(`#e${position} = :e${position}`);
    }
  });
  return { text: rules.join(' AND '), names, values };
};

const conditionPart = ({ text, names, values }: Expression) =>
  text === ''
    ? {}
    : {
        ConditionExpression: text,
        ExpressionAttributeNames: names,
        ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: typedValues(values) }),
      };

const updateOf = (write: Extract<Write, { do: 'change' }>): Expression => {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const sets: string[] = [];
  Object.entries(write.set).forEach(([name, value], position) => {
    if (value === undefined) return;
    names[`#u${position}`] = name;
    values[`:u${position}`] = value;
    sets.push(`#u${position} = :u${position}`);
  });
  const removes = (write.remove ?? []).map((name, position) => {
    names[`#r${position}`] = name;
    return `#r${position}`;
  });
  const text = [
    sets.length === 0 ? '' : `SET ${sets.join(', ')}`,
    removes.length === 0 ? '' : `REMOVE ${removes.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  return { text, names, values };
};

export const transactItem = (write: Write, tableName: string): TransactItem => {
  switch (write.do) {
    case 'insert':
      return {
        Put: {
          TableName: tableName,
          Item: typedValues(write.item),
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': write.table.partitionKey },
        },
      };
    case 'replace':
      return {
        Put: {
          TableName: tableName,
          Item: typedValues(write.item),
          ...conditionPart(expectationOf(write.expect, undefined)),
        },
      };
    case 'check':
      return {
        ConditionCheck: {
          TableName: tableName,
          Key: typedValues(write.key),
          ...conditionPart(expectationOf(write.expect, write.table.partitionKey)),
        },
      };
    case 'change': {
      const update = updateOf(write);
      const condition = expectationOf(write.expect, write.table.partitionKey);
      const values = { ...update.values, ...condition.values };
      return {
        Update: {
          TableName: tableName,
          Key: typedValues(write.key),
          UpdateExpression: update.text,
          ConditionExpression: condition.text,
          ExpressionAttributeNames: { ...update.names, ...condition.names },
          ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: typedValues(values) }),
        },
      };
    }
  }
};
