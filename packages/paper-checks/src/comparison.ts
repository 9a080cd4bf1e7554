/** One comparison of a claim's papers: begun when they are complete, made again when a person has corrected a reading. */
import { type Claim, claimById, type RiskSignal } from '@erbao/claims/claim';
import { findPapers, type Paper } from '@erbao/documents/paper';
import type { Item, Tables } from '@erbao/dynamo-kit/tables';
import { type Clock, type Instant, msOf } from '@erbao/kernel/dates';
import { Conflict, Defect } from '@erbao/kernel/errors';
import { instantSchema } from '@erbao/kernel/schemas';
import { findMember } from '@erbao/members/member-store';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';
import * as z from 'zod';
import { comparePapers, isReadByMachine } from './compare-papers.ts';
import { comparisonTable } from './comparison-table.ts';
import { type Finding, findingSchema } from './finding.ts';
import { seenBefore } from './paper-marks.ts';
import { claimSays, papersSay, type ReadPaper, readingsOf } from './what-is-said.ts';

/** A page takes seconds; after this a person looks, so that the ten minutes of a clean claim are never spent waiting. */
export const READING_MINUTES = 8;

const comparisonSchema = z.object({
  claimId: z.string(),
  comparedAt: instantSchema,
  findings: z.array(findingSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export type ComparisonNeeds = {
  readonly tables: Tables;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
};

export const findComparison = async (tables: Tables, claimId: string): Promise<Comparison | undefined> => {
  const item = await tables.get(comparisonTable, { claimId });
  return item === undefined ? undefined : comparisonSchema.parse(item);
};

/** The findings as signals of risk: what keeps the engine from approving. Nothing was compared yet is a signal, too. */
export const paperSignals = async (tables: Tables, claimId: string): Promise<readonly RiskSignal[]> => {
  const comparison = await findComparison(tables, claimId);
  if (comparison === undefined) return [{ code: 'paper-not-read', found: [] }];
  const signals = new Map<string, Set<string>>();
  for (const { code, papers, others } of comparison.findings) {
    const found = signals.get(code) ?? new Set();
    for (const id of others === undefined ? papers : others.map(({ claimId: other }) => other)) found.add(id);
    signals.set(code, found);
  }
  return [...signals].map(([code, found]) => ({ code, found: [...found] }));
};

const isPending = (
  { paperId, reading }: ReadPaper,
  claim: Claim,
  papers: readonly (Paper | undefined)[],
): boolean => {
  const kind = claim.papers.find((one) => one.paperId === paperId)?.kind;
  if (kind === undefined || !isReadByMachine(kind)) return false;
  const paper = papers.find((one) => one?.paperId === paperId);
  const uncopied =
    paper !== undefined && paper.contentType !== 'application/pdf' && paper.copiedAt === undefined;
  return reading === undefined || reading.state === 'begun' || uncopied;
};

const minutesSince = (began: Instant, now: Instant): number => (msOf(now) - msOf(began)) / 60_000;

/** What was unusable before was named with the papers that were missing. */
const lostSince = (claim: Claim, papers: readonly (Paper | undefined)[]): readonly Finding[] => {
  const lost = papers.flatMap((paper) =>
    paper?.lostAt !== undefined && paper.lostAt >= (claim.completeAt ?? claim.filedAt) ? [paper.paperId] : [],
  );
  return lost.length === 0 ? [] : [{ code: 'paper-unusable', papers: lost }];
};

const findingsOf = async (
  needs: ComparisonNeeds,
  claim: Claim,
  readings: readonly ReadPaper[],
  stored: readonly (Paper | undefined)[],
) => {
  const { tables, cipher } = needs;
  const member = await findMember(tables, claim.memberId);
  if (member === undefined) throw new Defect('claim-without-register', { claimId: claim.claimId });
  const says = await claimSays(cipher, claim, member);
  const papers = await papersSay(needs, claim, readings);
  const marked = papers.map((paper, place) => ({
    ...paper,
    sha256: stored[place]?.sha256,
    likeness: stored[place]?.likeness,
  }));
  // the other half of a split stay has the same papers, and a person cut it; a registration asks for no money
  const before: readonly Finding[] = says.personOnly ? [] : await seenBefore(tables, claim, says, marked);
  return [...lostSince(claim, stored), ...comparePapers(says, papers), ...before];
};

/** `reading` while the machine still reads and the time is not over. Throws Conflict when compared elsewhere meanwhile. */
export const compareClaim = async (
  needs: ComparisonNeeds,
  claimId: string,
): Promise<'reading' | 'compared'> => {
  const { tables, clock } = needs;
  const claim = await claimById(tables, claimId);
  const before = await findComparison(tables, claimId);
  const readings = await readingsOf(tables, claim);
  const stored = await findPapers(
    tables,
    claim.papers.map(({ paperId }) => paperId),
  );
  const at = clock();
  const waited = minutesSince(claim.completeAt ?? claim.filedAt, at);
  if (waited < READING_MINUTES && readings.some((one) => isPending(one, claim, stored))) return 'reading';
  const findings = await findingsOf(needs, claim, readings, stored);
  const item: Item = { claimId, comparedAt: at, findings: findings.map((one) => ({ ...one })) };
  const outcome = await tables.commit([
    before === undefined
      ? { do: 'insert', table: comparisonTable, item }
      : { do: 'replace', table: comparisonTable, item, expect: { comparedAt: before.comparedAt } },
  ]);
  if (!outcome.committed) throw new Conflict('papers-compared-elsewhere', { claimId });
  return 'compared';
};
