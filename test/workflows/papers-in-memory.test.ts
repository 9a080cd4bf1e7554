/** Papers between their upload and the people who look at them, on in-memory stores. */
import type { Caller } from '@erbao/api-contracts/caller';
import type { Role } from '@erbao/api-contracts/roles';
import { timelineOf } from '@erbao/audit/audit-event';
import { claimView } from '@erbao/case-file/claim-view';
import { claimById } from '@erbao/claims/claim';
import { memoryMessages } from '@erbao/cloud-kit/messages';
import { paperById } from '@erbao/documents/paper';
import type { Scan } from '@erbao/documents/scanner';
import { noScanner } from '@erbao/documents/scanner';
import { storedPaperSchema } from '@erbao/documents/stored-paper';
import { copyKey, type DrawCopies } from '@erbao/documents/viewing-copies';
import { s3NotificationSchema } from '@erbao/lambda-kit/s3-notification';
import { noticeOf } from '@erbao/notices/notice';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyPaper } from '../../functions/copy-paper/copy-paper.ts';
import * as views from '../../functions/papers-api/views.ts';
import { rescanPapers } from '../../functions/rescan-papers/rescan-papers.ts';
import { recordPaper } from '../../functions/record-paper/record-paper.ts';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';

const text = (words: string) => new TextEncoder().encode(words);
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (sign) => sign.charCodeAt(0),
);
const infected: Scan = () => Promise.resolve({ state: 'infected', word: 'Erbao.Test' });
const drawn: DrawCopies = () =>
  Promise.resolve({ view: text('view'), thumbnail: text('thumbnail'), likeness: '0'.repeat(64) });

let office: Office;
let toRead: ReturnType<typeof memoryMessages>;
beforeEach(async () => {
  office = await openOffice();
  toRead = memoryMessages();
});

/** As the notice of the store arrives. */
const announce = (paperId: string, scan: Scan = noScanner) =>
  recordPaper({ ...office, scan, toCopy: memoryMessages(), toRead })({ keys: [`papers/${paperId}`] });
const copy = async (paperId: string, draw = drawn) =>
  copyPaper({ ...office, draw })(storedPaperSchema.parse(await paperById(office.tables, paperId)));

describe('a paper that cannot be used', () => {
  it('is named to the citizen with what to do, in the notice and in the claim', async () => {
    const paper = await office.handIn('invoice', text('%PDF-1.4 trailer << /Encrypt 5 0 R >> %%EOF'));
    const others = await Promise.all(ALL_PAPERS.slice(1).map((kind) => office.handIn(kind)));
    const claimId = await walkerIn(office).file([], { papers: [paper, ...others] });
    expect((await office.check(claimId)).next).toBe('incomplete');
    const event = office.tables
      .all(outboxTable)
      .map((item) => outboxEventSchema.parse(item))
      .find(({ happening }) => happening.kind === 'claim-incomplete');
    if (event === undefined) throw new Error('nobody was told');
    expect(JSON.stringify(noticeOf(event))).toMatch(
      /还缺以下材料：发票原件。请补充上传。发票原件：该 PDF 有密码保护/,
    );
    const seen = await claimView(office.tables, office.schemes, await claimById(office.tables, claimId));
    expect(seen.papers[0]).toMatchObject({ state: 'rejected', problem: { code: 'encrypted' } });
    expect(seen.papers).toHaveLength(7);
  });

  it('stays so, however often its notice comes', async () => {
    const { paperId } = await office.handIn('invoice', text('%PDF-1.4 a virus %%EOF'));
    await announce(paperId, infected);
    await announce(paperId);
    const paper = await paperById(office.tables, paperId);
    expect(paper).toMatchObject({ state: 'rejected', rejection: 'infected', scan: { word: 'Erbao.Test' } });
    expect(toRead.sent).toEqual([]);
    expect([...office.papers.marks]).toEqual([[`papers/${paperId}`, 'scan=infected']]);
    const deeds = (await timelineOf(office.tables, paperId)).map(({ action }) => action);
    expect(deeds).toEqual(['paper-stored', 'paper-infected']);
  });

  it('because no decoder can open it is rejected when its copies are drawn', async () => {
    const { paperId } = await office.handIn('invoice', PNG, office.memberId, 'image/jpeg');
    await announce(paperId);
    expect(await paperById(office.tables, paperId)).toMatchObject({
      state: 'stored',
      contentType: 'image/png',
    });
    await copy(paperId, () => Promise.resolve(undefined));
    expect(await paperById(office.tables, paperId)).toMatchObject({
      state: 'rejected',
      rejection: 'damaged',
    });
    await copy(paperId);
    expect([...office.papers.stored.keys()]).toEqual([`papers/${paperId}`]);
  });
});

describe('a paper that nobody could scan', () => {
  it('is sent to the scanner again at night, until it was scanned; where there is no scanner, never', async () => {
    const { paperId } = await office.handIn('invoice');
    await announce(paperId);
    const uploaded = memoryMessages();
    const night = (hasScanner: boolean) => rescanPapers({ ...office, uploaded, hasScanner })();
    expect(await night(false)).toBe(0);
    expect(await night(true)).toBe(1);
    const notice = s3NotificationSchema.parse(JSON.parse(uploaded.sent[0]?.body ?? ''));
    expect(notice).toEqual({ keys: [`papers/${paperId}`] });
    await announce(paperId, () => Promise.resolve({ state: 'clean' }));
    expect(await paperById(office.tables, paperId)).toMatchObject({ scan: { state: 'clean' } });
    expect(await night(true)).toBe(0);
  });
});

describe('a paper found unusable after it had counted', () => {
  const told = () =>
    office.tables
      .all(outboxTable)
      .map((item) => outboxEventSchema.parse(item))
      .filter(({ happening }) => happening.kind === 'paper-unusable');

  it('marks the claim for whoever decides it, and its claimant is told once which paper and what to do', async () => {
    const walk = walkerIn(office);
    const claimId = await walk.file();
    await office.check(claimId);
    const { paperId } = (await walk.claim(claimId)).papers[0] ?? { paperId: '' };
    await announce(paperId, infected);
    await announce(paperId, infected);
    expect((await walk.claim(claimId)).riskSignals).toEqual([{ code: 'paper-unusable', found: [paperId] }]);
    const events = told();
    expect(events).toHaveLength(1);
    expect(events.map((event) => JSON.stringify(noticeOf(event)))[0]).toMatch(
      /有一份材料不能使用。发票原件：文件中发现病毒，已隔离.*请保留原件/,
    );
    // and the comparison finds it again: the engine does not approve
    await walk.decide(claimId);
    expect((await walk.claim(claimId)).state).toBe('decided');
    const seen = await claimView(office.tables, office.schemes, await claimById(office.tables, claimId));
    expect(seen.timeline.map(({ text: words }) => words)).toContainEqual(
      expect.stringMatching(/^“发票原件”不能使用：文件中发现病毒/),
    );
  });

  it('before the papers were checked is named with what is missing, even by a check that is under way', async () => {
    const walk = walkerIn(office);
    const claimId = await walk.file();
    const { version, papers } = await walk.claim(claimId);
    await announce(papers[0]?.paperId ?? '', infected);
    expect((await walk.claim(claimId)).version).toBe(version + 1);
    expect(told()).toEqual([]);
    expect((await office.check(claimId)).next).toBe('incomplete');
  });

  it('of a claim that was taken back concerns nobody', async () => {
    const walk = walkerIn(office);
    const claimId = await walk.file();
    await office.check(claimId);
    const { paperId } = (await walk.claim(claimId)).papers[0] ?? { paperId: '' };
    const caller: Caller = { subject: 'citizen-1', roles: ['citizen'], memberId: office.memberId };
    await office.withdraw({ caller, params: { claimId }, query: {}, body: { reason: '不再申请' } });
    await announce(paperId, infected);
    expect(told()).toEqual([]);
  });
});

describe('looking at the papers of a claim', () => {
  const look = async (claimId: string, roles: readonly Role[], reason?: string) => {
    const caller: Caller = person('looker-1', ...roles);
    const query = reason === undefined ? {} : { reason };
    return (await views.readClaimPapers(office)({ caller, params: { claimId }, query, body: {} })).papers;
  };
  const linked = (papers: Awaited<ReturnType<typeof look>>): readonly string[] =>
    papers.filter(({ viewUrl }) => viewUrl !== undefined).map(({ kind }) => kind);

  const filed = async (): Promise<string> => {
    const papers = await Promise.all(ALL_PAPERS.map((kind) => office.handIn(kind)));
    for (const { paperId } of papers.slice(1)) await announce(paperId);
    return walkerIn(office).file([], { papers });
  };

  it('gives links only to what was judged and handed to the scanner, and says who looked', async () => {
    const claimId = await filed();
    const papers = await look(claimId, ['adjudicator']);
    expect(linked(papers)).toEqual(ALL_PAPERS.slice(1));
    expect(papers[1]?.scan).toEqual({ state: 'not-scanned', text: '未经查毒' });
    const deed = (await timelineOf(office.tables, claimId)).find(({ action }) => action === 'papers-viewed');
    expect(deed).toMatchObject({ who: 'looker-1' });
    expect(String(deed?.details['papers']).split(' ')).toHaveLength(7);
  });

  it('shows a picture by its copies, never the original', async () => {
    const paper = await office.handIn('invoice', PNG, office.memberId, 'image/png');
    await announce(paper.paperId);
    const claimId = await walkerIn(office).file([], { papers: [paper] });
    expect(linked(await look(claimId, ['reviewer']))).toEqual([]);
    await copy(paper.paperId);
    const [seen] = await look(claimId, ['reviewer']);
    expect(seen?.viewUrl).toContain(copyKey(paper.paperId, 'view'));
    expect(seen?.thumbnailUrl).toContain(copyKey(paper.paperId, 'thumbnail'));
    expect(toRead.sent.map(({ body }) => storedPaperSchema.parse(JSON.parse(body)).contentType)).toEqual([
      'image/png',
    ]);
  });

  it('keeps cards and accounts from those who only check, until they say why', async () => {
    const claimId = await filed();
    const without = await look(claimId, ['auditor']);
    expect(linked(without)).not.toContain('identity-card');
    expect(without.filter(({ withheld }) => withheld).map(({ kind }) => kind)).toEqual([
      'bank-account',
      'identity-card',
    ]);
    expect(linked(await look(claimId, ['auditor'], '抽查身份核验'))).toContain('identity-card');
    const deeds = (await timelineOf(office.tables, claimId)).filter(
      ({ action }) => action === 'papers-viewed',
    );
    expect(deeds.map(({ details }) => details['reason'])).toEqual([undefined, '抽查身份核验']);
  });

  it('is for the citizen only with own claims, on a record apart', async () => {
    const claimId = await filed();
    const see = (memberId: string) =>
      views.readOwnPapers(office)({
        caller: { subject: 'citizen-1', roles: ['citizen'], memberId },
        params: { claimId },
        query: {},
        body: {},
      });
    await expect(see('member-other')).rejects.toMatchObject({ code: 'claim-unknown' });
    expect((await see(office.memberId)).papers).toHaveLength(7);
    expect(await timelineOf(office.tables, `own-looks-${claimId}`)).toHaveLength(1);
  });
});
