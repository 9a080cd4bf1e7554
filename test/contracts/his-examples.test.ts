/** The examples of the OpenAPI document are accepted by the very schemas that they illustrate. */
import { hisRoutes } from '@erbao/api-contracts/his-routes';
import { readIdentityNumber } from '@erbao/national-record/identity-number';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';

const examplesOf = (schema: z.ZodType): readonly unknown[] => {
  const { examples } = z.globalRegistry.get(schema) ?? {};
  return Array.isArray(examples) ? examples : [];
};

const IDENTITY_NUMBER = /"identityNumber":"([^"]+)"/;

describe("the examples of the hospitals' systems", () => {
  const shown = hisRoutes.flatMap(({ id, body }) =>
    examplesOf(body).map((example) => [id, body, example] as const),
  );

  it('are there for quote, settle, admission, totals, details and the national envelope', () => {
    expect(shown.map(([id]) => id)).toEqual([
      'quote-settlement',
      'settle-at-discharge',
      'register-admission',
      'compare-totals',
      'compare-details',
      'national-transaction',
      'national-transaction',
    ]);
  });

  it.each(shown)('%s', (_id, body, example) => {
    expect(body.safeParse(example).success).toBe(true);
    const [, number] = IDENTITY_NUMBER.exec(JSON.stringify(example)) ?? [];
    if (number !== undefined) expect(readIdentityNumber(number)).toBeDefined();
  });
});
