/** An ended claim → its papers and their manifest stand in the archive, held or not as was decided. Repeatable throughout. */
import type { ArchiveFiles } from '@erbao/archive/archive-files';
import { type ArchiveRecord, changeArchive, findArchive, isHeld } from '@erbao/archive/archive-record';
import * as manifests from '@erbao/archive/manifest';
import { recordDeed } from '@erbao/audit/audit-event';
import { papersOfClaim } from '@erbao/case-file/paper-views';
import { type Claim, claimById } from '@erbao/claims/claim';
import { type Files, readWhole } from '@erbao/cloud-kit/files';
import { contentHash } from '@erbao/documents/content-hash';
import type { Paper } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { Conflict, Defect } from '@erbao/kernel/errors';
import { lettersOf, type PrintedLetter, type PrintNeeds } from './letters.ts';
import type { ClaimToArchive } from '@erbao/outbox/claim-to-archive';

export type Needs = PrintNeeds & {
  readonly tables: Tables;
  readonly papers: Files;
  readonly archive: ArchiveFiles;
};

const archived = (claimId: string, { paperId, kind, contentType, bytes = 0, sha256 }: Paper) => ({
  paperId,
  kind,
  contentType,
  bytes,
  sha256,
  key: manifests.originalKey(claimId, sha256),
});

const substanceOf = (claim: Claim, papers: readonly Paper[], letters: readonly PrintedLetter[]) => ({
  contract: 'erbao.manifest/1' as const,
  claimId: claim.claimId,
  state: claim.state,
  adjudicationVersion: claim.adjudicationVersion,
  papers: papers.filter(({ state }) => state === 'stored').map((paper) => archived(claim.claimId, paper)),
  letters: letters.map(({ entry }) => entry),
  left: papers
    .filter(({ state }) => state !== 'stored')
    .map(({ paperId, kind, state, rejection }) => ({ paperId, kind, reason: rejection ?? state })),
});

/** The bytes are read once more and must be those that were judged: what is locked for good is what came in. */
const putOriginal = async ({ papers, archive }: Needs, claimId: string, paper: Paper): Promise<void> => {
  const { paperId, sha256, contentType } = paper;
  const key = manifests.originalKey(claimId, sha256);
  if (await archive.has(key)) return;
  const body = await readWhole(papers, paper.key);
  if (contentHash(body) !== sha256) throw new Defect('paper-changed-since-judged', { paperId });
  await archive.put({ key, contentType, body, sha256 });
};

/** Committed before it is written, so that of two who archive at once only one text can ever stand under the key. */
const commitNext = async (
  { tables }: Needs,
  record: ArchiveRecord,
  substance: ReturnType<typeof substanceOf>,
  at: ClaimToArchive['at'],
): Promise<ArchiveRecord> => {
  const { claimId, manifestSha256: previous } = record;
  const version = record.version + 1;
  const manifest = { ...substance, version, at, ...(previous === undefined ? {} : { previous }) };
  const sha256 = manifests.manifestHash(manifest);
  const change = {
    version,
    manifestSha256: sha256,
    manifest: manifests.manifestText(manifest),
    substance: manifests.substanceHash(substance),
    archivedAt: at,
    letterKeys: [...new Set([...(record.letterKeys ?? []), ...substance.letters.map(({ key }) => key)])],
  };
  const details = { version, sha256, papers: substance.papers.length };
  const outcome = await tables.commit([
    changeArchive(record, change),
    recordDeed({ subjectId: claimId, at, who: 'system', action: 'claim-archived', details }, version),
  ]);
  if (!outcome.committed) throw new Conflict('archive-moved-on', { claimId });
  return { ...record, ...change };
};

/** Writes the latest manifest where an interrupted run has not. */
const putManifest = async ({ archive }: Needs, record: ArchiveRecord): Promise<void> => {
  const { claimId, version, manifest, manifestSha256: sha256 } = record;
  if (manifest === undefined || sha256 === undefined) return;
  const key = manifests.manifestKey(claimId, version);
  if (await archive.has(key)) return;
  const body = new TextEncoder().encode(manifest);
  await archive.put({ key, contentType: 'application/json', body, sha256 });
};

/** On everything of the claim, of every version; off again when nobody holds it. */
const applyHold = async (needs: Needs, record: ArchiveRecord, papers: readonly Paper[]): Promise<void> => {
  if (record.holdBy === undefined) return;
  const { claimId, version, letterKeys = [] } = record;
  const keys = [
    ...letterKeys,
    ...papers.map(({ sha256 }) => manifests.originalKey(claimId, sha256)),
    ...Array.from({ length: version }, (_, place) => manifests.manifestKey(claimId, place + 1)),
  ];
  for (const key of keys) await needs.archive.hold(key, isHeld(record));
};

export const archiveClaim =
  (needs: Needs) =>
  async ({ claimId, at }: ClaimToArchive): Promise<void> => {
    const claim = await claimById(needs.tables, claimId);
    const papers = await papersOfClaim(needs.tables, claim);
    // uploaded and not yet looked at: comes again
    for (const { paperId, state, key } of papers)
      if (state === 'ticketed' && (await needs.papers.facts(key)) !== undefined)
        throw new Conflict('paper-not-judged', { paperId });
    const stored = papers.filter(({ state }) => state === 'stored');
    for (const paper of stored) await putOriginal(needs, claimId, paper);
    const letters = await lettersOf(needs, claim);
    for (const { file } of letters) if (!(await needs.archive.has(file.key))) await needs.archive.put(file);
    const substance = substanceOf(claim, papers, letters);
    const before = await findArchive(needs.tables, claimId);
    await putManifest(needs, before);
    const isNew = before.substance !== manifests.substanceHash(substance);
    const record = isNew ? await commitNext(needs, before, substance, at) : before;
    await putManifest(needs, record);
    await applyHold(needs, record, stored);
  };
