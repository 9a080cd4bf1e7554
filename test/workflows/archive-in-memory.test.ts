/** The archive of a claim from its end to its verification, on in-memory stores. */
import { archiveRecordSchema, findArchive } from '@erbao/archive/archive-record';
import { archiveTable } from '@erbao/archive/archive-table';
import { manifestKey, manifestSchema } from '@erbao/archive/manifest';
import { memoryArchive } from '@erbao/archive/memory-archive';
import { type Vault, verifyArchive } from '@erbao/archive/verify-archive';
import { timelineOf } from '@erbao/audit/audit-event';
import type { RenderPdf } from '@erbao/letters/render-pdf';
import { claimToArchiveSchema } from '@erbao/outbox/claim-to-archive';
import { beforeEach, describe, expect, it } from 'vitest';
import { archiveClaim } from '../../functions/archive-claim/archive-claim.ts';
import { approveHold, proposeHold } from '../../functions/papers-api/holds.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';

let office: Office;
let archive: ReturnType<typeof memoryArchive>;
let sent: number;
beforeEach(async () => {
  office = await openOffice();
  archive = memoryArchive();
  sent = 0;
});

/** What is printed, as data: the typesetting is proven with the letters. */
const render: RenderPdf = (page, issuedOn) =>
  Promise.resolve(new TextEncoder().encode(JSON.stringify([page, issuedOn])));

/** What the queue brings since the last time. */
const work = async (put = archive): Promise<void> => {
  await office.carry();
  for (const { body } of office.toArchive.sent.slice(sent))
    await archiveClaim({ ...office, render, archive: put })(claimToArchiveSchema.parse(JSON.parse(body)));
  sent = office.toArchive.sent.length;
};

const withdrawn = async (): Promise<string> => {
  const { file, citizen } = walkerIn(office);
  const claimId = await file();
  await office.check(claimId);
  await office.withdraw({ caller: citizen, params: { claimId }, query: {}, body: { reason: '自行解决' } });
  return claimId;
};

const vault = (): Vault => ({
  // eslint-disable-next-line @typescript-eslint/require-await -- the port lists page by page
  list: async function* () {
    for (const key of archive.files.keys()) yield { key, versions: 1, deleted: false };
  },
  read: (key) => Promise.resolve(archive.files.get(key)?.body ?? new Uint8Array()),
  locked: () => Promise.resolve(true),
  // eslint-disable-next-line @typescript-eslint/require-await -- the port lists page by page
  records: async function* () {
    for (const item of office.tables.all(archiveTable)) yield archiveRecordSchema.parse(item);
  },
});
const change = (key: string, body: Uint8Array): void => {
  const file = archive.files.get(key);
  if (file !== undefined) archive.files.set(key, { ...file, body });
};

describe('the archive of an ended claim', () => {
  it('holds every paper once, its manifest, and the deed, however often it is told', async () => {
    const claimId = await withdrawn();
    await work();
    sent = 0;
    await work();
    expect([...archive.files.keys()].filter((key) => key.includes('/originals/'))).toHaveLength(7);
    const manifest = manifestSchema.parse(
      JSON.parse(new TextDecoder().decode(archive.files.get(manifestKey(claimId, 1))?.body)),
    );
    expect(manifest).toMatchObject({ version: 1, state: 'withdrawn', left: [] });
    expect(manifest.papers.map(({ kind }) => kind)).toEqual(ALL_PAPERS);
    const deeds = (await timelineOf(office.tables, claimId)).filter(
      ({ action }) => action === 'claim-archived',
    );
    expect(deeds).toHaveLength(1);
    expect(await verifyArchive(vault())).toMatchObject({ claims: 1, objects: 8, findings: [] });
  });

  it('holds the letters that the claim came to, each as it was printed', async () => {
    const walk = walkerIn(office);
    const claimId = await walk.file();
    await walk.decide(claimId);
    await walk.agree(claimId);
    await walk.pay(claimId);
    await work();
    const { manifest = '{}', letterKeys = [] } = await findArchive(office.tables, claimId);
    const { letters } = manifestSchema.parse(JSON.parse(manifest));
    expect(letters).toMatchObject([{ kind: 'decision', key: letterKeys[0] }]);
    const printed = new TextDecoder().decode(archive.files.get(letterKeys[0] ?? '')?.body);
    expect(printed).toContain(claimId);
    expect(printed).toContain('核定告知书');
    // again with nothing new: no other letter, no other manifest
    sent = 0;
    await work();
    expect((await findArchive(office.tables, claimId)).version).toBe(1);
    expect(await verifyArchive(vault())).toMatchObject({ claims: 1, objects: 9, findings: [] });
    archive.files.delete(letterKeys[0] ?? '');
    expect((await verifyArchive(vault())).findings).toEqual([{ kind: 'missing', key: letterKeys[0] }]);
  });

  it('is completed after a run that broke off between the record and the manifest', async () => {
    const claimId = await withdrawn();
    const breaking = {
      ...archive,
      put: (file: Parameters<typeof archive.put>[0]) =>
        file.key.includes('/manifests/') ? Promise.reject(new Error('gone')) : archive.put(file),
    };
    await expect(work(breaking)).rejects.toThrow('gone');
    expect((await verifyArchive(vault())).findings.map(({ kind }) => kind)).toContain('missing');
    await work();
    expect((await findArchive(office.tables, claimId)).version).toBe(1);
    expect((await verifyArchive(vault())).findings).toEqual([]);
  });

  it('refuses bytes that are not those that were judged', async () => {
    await withdrawn();
    const [key = ''] = [...office.papers.stored.keys()];
    office.papers.upload(key, {
      body: new TextEncoder().encode('%PDF-1.4 other %%EOF'),
      contentType: 'application/pdf',
    });
    await expect(work()).rejects.toMatchObject({ code: 'paper-changed-since-judged' });
  });
});

describe('a paper that nobody has judged yet', () => {
  it('is waited for', async () => {
    const { file, citizen } = walkerIn(office);
    const claimId = await file();
    await office.withdraw({ caller: citizen, params: { claimId }, query: {}, body: { reason: '自行解决' } });
    await expect(work()).rejects.toMatchObject({ code: 'paper-not-judged' });
  });
});

describe('the verification', () => {
  it('finds what is missing, changed, or there without being known', async () => {
    await withdrawn();
    await work();
    const [first = '', second = ''] = [...archive.files.keys()];
    expect([first, second].every((key) => key.includes('/originals/'))).toBe(true);
    change(first, new TextEncoder().encode('tampered'));
    archive.files.delete(second);
    const [stray] = [...archive.files.values()];
    if (stray !== undefined)
      archive.files.set('claims/x/originals/y', { ...stray, key: 'claims/x/originals/y' });
    const { findings } = await verifyArchive(vault());
    expect(findings).toEqual([
      { kind: 'changed', key: first },
      { kind: 'missing', key: second },
      { kind: 'extra', key: 'claims/x/originals/y' },
    ]);
  });

  it('does not take a rewritten manifest at its word', async () => {
    const claimId = await withdrawn();
    await work();
    const key = manifestKey(claimId, 1);
    const text = new TextDecoder().decode(archive.files.get(key)?.body);
    change(key, new TextEncoder().encode(text.replace('withdrawn', 'paid')));
    expect((await verifyArchive(vault())).findings).toContainEqual({ kind: 'changed', key });
  });
});

describe('a hold', () => {
  const propose = (who: string, claimId: string, action: 'hold' | 'release' = 'hold') =>
    proposeHold(office)({
      caller: person(who, 'supervisor'),
      params: { claimId },
      query: {},
      body: { action, reason: '纪检调阅' },
    });
  const approve = (who: string, claimId: string) =>
    approveHold(office)({ caller: person(who, 'joint-office'), params: { claimId }, query: {}, body: {} });

  it('is set and lifted by two people, on everything of the claim', async () => {
    const claimId = await withdrawn();
    await work();
    await propose('supervisor-1', claimId);
    await work();
    expect(archive.held.size).toBe(0);
    await expect(approve('supervisor-1', claimId)).rejects.toMatchObject({ code: 'maker-is-checker' });
    expect(await approve('joint-1', claimId)).toEqual({ claimId, hold: 'held' });
    await work();
    expect(archive.held.size).toBe(8);
    await expect(propose('supervisor-1', claimId)).rejects.toMatchObject({ code: 'hold-not-possible' });
    await propose('supervisor-1', claimId, 'release');
    await work();
    expect(archive.held.size).toBe(8);
    await approve('joint-1', claimId);
    await expect(approve('joint-1', claimId)).rejects.toMatchObject({ code: 'hold-not-proposed' });
    await work();
    expect(archive.held.size).toBe(0);
    const deeds = (await timelineOf(office.tables, claimId)).map(({ action }) => action);
    expect(deeds.filter((word) => /hold|release/.test(word))).toEqual([
      'hold-proposed',
      'hold-approved',
      'release-proposed',
      'release-approved',
    ]);
  });
});
