/** The API as published: every route of every function has roles, is documented, and says its errors in Chinese. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { claimMessageSchema } from '@erbao/api-contracts/claim-message';
import { MESSAGES_ZH } from '@erbao/api-contracts/error-messages';
import { routeKeyOf } from '@erbao/api-contracts/route';
import { readIdentityNumber } from '@erbao/national-record/identity-number';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../infra/functions.ts';
import { allRoutes, openApiDocument } from '../../packages/api-contracts/cli/openapi-document.ts';

const documented = allRoutes.flatMap(([, routes]) => routes);
const deployed = FUNCTIONS.flatMap(({ contract }) =>
  contract.trigger.kind === 'http' ? contract.trigger.routes : [],
);

describe('the routes', () => {
  it('are documented exactly as they are deployed', () => {
    expect(documented.map(routeKeyOf).sort()).toEqual(deployed.map(routeKeyOf).sort());
    const paths = openApiDocument().paths ?? {};
    const operations = Object.values(paths).flatMap((item) => Object.keys(item));
    expect(operations).toHaveLength(deployed.length);
  });

  it.each(documented.map((route) => [route.id, route] as const))(
    '%s has a role and Chinese errors',
    (_id, route) => {
      expect(route.roles.length).toBeGreaterThan(0);
      expect(route.summary).toMatch(/[\u4e00-\u9fff]/);
      for (const code of route.errors) expect(MESSAGES_ZH[code], code).toMatch(/[\u4e00-\u9fff]/);
    },
  );

  it('are told apart by id and by key', () => {
    expect(new Set(documented.map((route) => route.id)).size).toBe(documented.length);
    expect(new Set(documented.map(routeKeyOf)).size).toBe(documented.length);
  });
});

describe('the claim message', () => {
  const examples = path.join(import.meta.dirname, '../../packages/api-contracts/examples');

  it.each(['inpatient', 'cancer', 'registration'])('has the example %s', (name) => {
    const example: unknown = JSON.parse(
      readFileSync(path.join(examples, `claim-message.${name}.json`), 'utf8'),
    );
    const message = claimMessageSchema.parse(example);
    if ('identityNumber' in message.insured)
      expect(readIdentityNumber(message.insured.identityNumber)).toBeDefined();
  });
});
