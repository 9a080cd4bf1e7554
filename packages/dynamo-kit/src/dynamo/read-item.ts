/** {@link Item}s and DynamoDB's typed JSON: JSON values only; a set or binary is a Defect. */
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { Defect } from '@erbao/kernel/errors';
import type { Item, ItemValue } from '../tables.ts';

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const readValue = (value: unknown): ItemValue => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value;
    throw new Defect('item-number-not-integer', {});
  }
  if (Array.isArray(value)) return value.map(readValue);
  if (isPlainObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readValue(inner)]));
  throw new Defect('item-value-unreadable', {});
};

const readItem = (raw: unknown): Item => {
  if (!isPlainObject(raw)) throw new Defect('item-unreadable', {});
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, readValue(value)]));
};

type Marshalled = Parameters<typeof unmarshall>[0];
const isMarshalled = (value: unknown): value is Marshalled => typeof value === 'object' && value !== null;

/** A stored image, in DynamoDB's typed JSON, as an item. */
export const readImage = (image: unknown): Item => {
  if (!isMarshalled(image)) throw new Defect('item-unreadable', {});
  return readItem(unmarshall(image));
};

/** Values in DynamoDB's typed JSON; what is undefined is left out, however deep. */
export const typedValues = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  marshall(values, { removeUndefinedValues: true });
