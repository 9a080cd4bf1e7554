import { ERROR_KINDS } from '@erbao/kernel/errors';
import { expect, it } from 'vitest';
import { ERROR_TABLE } from './error-table.ts';

it('says for every kind and trigger what an error does', () => {
  expect(ERROR_KINDS.map((kind) => [kind, ...Object.values(ERROR_TABLE[kind])])).toEqual([
    ['InvalidInput', 400, 'dead-letter', 'retry', 'fail', false],
    ['Forbidden', 403, 'dead-letter', 'retry', 'fail', false],
    ['NotFound', 404, 'dead-letter', 'retry', 'fail', false],
    ['Conflict', 409, 'retry', 'retry', 'fail', false],
    ['Unavailable', 503, 'retry', 'retry', 'fail', true],
    ['Defect', 500, 'dead-letter', 'retry', 'fail', true],
  ]);
});
