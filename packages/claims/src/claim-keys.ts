/**
 * Invoice, settlement and account of a claim as keys under which other claims with the same one are found by one read.
 * Written in the transaction of the claim and read again when it is decided: of two claims filed at the same moment the
 * one decided later sees the other.
 */
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import * as z from 'zod';
import type { Claim } from './claim.ts';
import { claimKeyTable } from './claim-key-table.ts';
import { claimTable } from './claim-table.ts';

export const KEY_KINDS = ['invoice', 'settlement', 'account'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

const claimKeySchema = z.object({
  claimKey: z.string(),
  claimId: z.string(),
  memberId: z.string(),
  relation: z.enum(['self', 'guardian']).optional(),
  holderIndex: z.string().optional(),
});
export type ClaimKey = z.infer<typeof claimKeySchema>;

type Keyed = Pick<
  Claim,
  | 'claimId'
  | 'memberId'
  | 'invoice'
  | 'settlementNumber'
  | 'bill'
  | 'account'
  | 'accountIndex'
  | 'holderIndex'
>;

export const keyOf = (
  { invoice, settlementNumber, bill, accountIndex }: Keyed,
  kind: KeyKind,
): string | undefined => {
  switch (kind) {
    case 'invoice':
      return invoice === undefined ? undefined : `invoice#${invoice.code}#${invoice.number}`;
    case 'settlement':
      return settlementNumber === undefined ? undefined : `settlement#${bill.hospitalId}#${settlementNumber}`;
    case 'account':
      return accountIndex === undefined ? undefined : `account#${accountIndex}`;
  }
};

export const insertClaimKeys = (claim: Keyed): readonly Write[] =>
  KEY_KINDS.flatMap((kind) => {
    const claimKey = keyOf(claim, kind);
    if (claimKey === undefined) return [];
    const { claimId, memberId, account, holderIndex } = claim;
    const item = { claimKey, claimId, memberId, relation: account?.relation, holderIndex };
    return [{ do: 'insert' as const, table: claimKeyTable, item }];
  });

/** The account that a correction gave the claim: found like the one that it was filed with, which stays on record. */
export const keepAccountKey = (claim: Keyed): readonly Write[] => {
  const claimKey = keyOf(claim, 'account');
  if (claimKey === undefined) return [];
  const { claimId, memberId, account, holderIndex } = claim;
  const item = { claimKey, claimId, memberId, relation: account?.relation, holderIndex };
  return [{ do: 'replace', table: claimKeyTable, item, expect: {} }];
};

/** Nobody needs more to see that something is wrong. */
const MOST = 50;

/** The other claims with the same key, read strongly. */
export const othersUnder = async (
  tables: Tables,
  claim: Keyed,
  kind: KeyKind,
): Promise<readonly ClaimKey[]> => {
  const partition = keyOf(claim, kind);
  if (partition === undefined) return [];
  const { items } = await tables.query({ table: claimKeyTable, partition, limit: MOST });
  return items.map((item) => claimKeySchema.parse(item)).filter(({ claimId }) => claimId !== claim.claimId);
};

/** A claim that was taken back asks for nothing: its invoice may be filed again. */
const GONE = ['withdrawn', 'returned', 'closed'];

/** One batch of reads; who has more to look at has seen enough. */
const MOST_READS = 100;

/** Those of the claims that still ask for money, or have had it; each once. */
export const standingAmong = async (
  tables: Tables,
  claimIds: readonly string[],
): Promise<readonly string[]> => {
  const each = [...new Set(claimIds)].slice(0, MOST_READS);
  const items = await tables.getMany(each.map((claimId) => ({ table: claimTable, key: { claimId } })));
  return each.filter((_, place) => !GONE.some((state) => state === items[place]?.['state']));
};
