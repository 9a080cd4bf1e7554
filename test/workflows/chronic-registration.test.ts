/** 门慢登记: certificate handed in, two persons agree, the register has it, and from the next month the bills are paid. */
import { timelineOf } from '@erbao/audit/audit-event';
import { claimMessageSchema, type ClaimMessage } from '@erbao/api-contracts/claim-message';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { deadlinesOf } from '@erbao/deadlines/deadline';
import { instant, localDate } from '@erbao/kernel/dates';
import { findMember } from '@erbao/members/member-store';
import { noticeOf } from '@erbao/notices/notice';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimLetter } from '@erbao/case-file/claim-letter';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { claimMessage, HOSPITAL, IDENTITY_NUMBER, ORDINARY } from '../support/sample-facts.ts';

const CERTIFICATE: readonly PaperKind[] = ['chronic-certificate', 'identity-card'];
const bill = (
  disease: string,
  servedOn: string,
  amounts: ClaimMessage['bill']['amounts'] = { total: '0.00' },
) => ({
  kind: 'chronic-outpatient' as const,
  hospitalId: HOSPITAL.hospitalId,
  servedOn,
  disease,
  amounts,
});
const drugs = { total: '300.00', eligible: '300.00', drug: '200.00', basic: '60.00' };

let office: Office;
let walk: ReturnType<typeof walkerIn>;
beforeEach(async () => {
  office = await openOffice(ORDINARY);
  walk = walkerIn(office);
});

const filed = async (
  disease = 'hypertension',
  kinds = CERTIFICATE,
  visit: ClaimMessage['bill'] = bill(disease, '2026-10-09'),
): Promise<string> => {
  const papers = [];
  for (const kind of kinds) papers.push(await office.handIn(kind));
  const { invoice: _invoice, account: _account, ...message } = claimMessage({ papers, bill: visit });
  const registration = { ...message, claimKind: 'chronic' as const, filingId: `registration-${disease}` };
  return office.take(claimMessageSchema.parse(registration));
};
const decided = async (disease?: string): Promise<string> => {
  const claimId = await filed(disease);
  await walk.decide(claimId);
  return claimId;
};
const chronic = async () => (await findMember(office.tables, office.memberId))?.facts.chronic;
const paidOn = async (servedOn: string, place: number) => {
  office.setNow(instant(`${servedOn}T02:00:00.000Z`));
  const claimId = await walk.file(ALL_PAPERS, {
    filingId: `chronic-bill-${String(place)}`,
    invoice: { code: '44060126', number: String(place).padStart(10, '0') },
    bill: bill('hypertension', servedOn, drugs),
  });
  await walk.decide(claimId);
  return walk.claim(claimId);
};

describe('a registration', () => {
  it('asks for the certificate and the identity card only, of a child for the household register as well', async () => {
    const claimId = await filed('hypertension', ['identity-card']);
    await office.check(claimId);
    expect((await walk.claim(claimId)).missing).toEqual(['chronic-certificate']);
    office = await openOffice({ ...ORDINARY, birthDate: localDate('2015-06-01') });
    walk = walkerIn(office);
    const ofChild = await filed('hypertension');
    await office.check(ofChild);
    expect((await walk.claim(ofChild)).missing).toEqual(['household-register']);
  });

  it('agreed by two persons is on the register with the claim that asked, and the promise is kept', async () => {
    const claimId = await decided();
    expect(walk.openTasks(claimId)).toMatchObject([{ levels: 2 }]);
    const read = { params: { taskId: walk.taskOf(claimId) }, query: {}, body: {} };
    const { questions } = await office.desks.read({ ...read, caller: person('a', 'adjudicator') });
    expect(questions.map(({ code }) => code)).toEqual(['chronic-registration']);
    expect(await chronic()).toBeUndefined();
    await walk.agree(claimId);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'registered', registeredOn: '2026-10-12' });
    expect(await chronic()).toEqual([{ disease: 'hypertension', registeredOn: '2026-10-12' }]);
    expect((await findMember(office.tables, office.memberId))?.registrations).toMatchObject([
      { disease: 'hypertension', claimId, by: 'level-1' },
    ]);
    expect((await deadlinesOf(office.tables, claimId)).map(({ state }) => state)).toEqual([
      'met',
      'met',
      'met',
    ]);
    const told = office.tables
      .all(outboxTable)
      .map((item) => noticeOf(outboxEventSchema.parse(item)))
      .flatMap((write) => (write?.do === 'insert' ? [write.item['text']] : []));
    expect(JSON.stringify(told)).toContain('从 2026-11-01 起的门慢费用可享受报销待遇');
    expect(await office.decide(claimId)).toMatchObject({ next: 'finished' });
  });

  it('is in effect from the next month: the bill of this month gets nothing, that of the next is paid', async () => {
    const claimId = await decided();
    await walk.agree(claimId);
    expect(await paidOn('2026-10-30', 1)).toMatchObject({ state: 'decided', outcome: 'refused' });
    // half of 200.00 − 60.00, by the engine alone
    expect(await paidOn('2026-11-02', 2)).toMatchObject({
      outcome: 'granted',
      totalFen: 7_000,
      state: 'approved',
    });
  });

  it('refused has its reasons and its letter, and the register stays as it was', async () => {
    const claimId = await decided();
    await office.give(person('first', 'adjudicator'), walk.taskOf(claimId), {
      verdict: 'refuse',
      reason: '诊断证明只有一名医生签名',
    });
    expect(await walk.claim(claimId)).toMatchObject({
      state: 'refused',
      refusal: { text: '诊断证明只有一名医生签名' },
    });
    expect(await chronic()).toBeUndefined();
    const letter = await claimLetter(office, await walk.claim(claimId), 'refusal');
    expect(letter).toMatchObject({ kind: 'refusal', words: '诊断证明只有一名医生签名', invoiceNumber: '—' });
  });

  it('of who is not enrolled is no registration, whoever agrees', async () => {
    office = await openOffice({ ...ORDINARY, enrolments: [] });
    walk = walkerIn(office);
    const claimId = await decided();
    await walk.agree(claimId);
    expect(await walk.claim(claimId)).toMatchObject({ state: 'refused', refusal: { code: 'not-enrolled' } });
  });

  it('shows the family no refusal by the engine while it is looked at', async () => {
    const claimId = await decided();
    const seen = await office.readOwn({ caller: walk.citizen, params: { claimId }, query: {}, body: {} });
    expect(seen.decision).toBeUndefined();
    expect(seen.timeline.map(({ action }) => action)).not.toContain('adjudicated');
    const actions = (await timelineOf(office.tables, claimId)).map(({ action }) => action);
    expect(actions).toContain('adjudicated');
  });

  it('known before, and a fourth one, are shown and cannot be agreed to', async () => {
    const registered = ['hypertension', 'diabetes', 'coronary-disease'].map((disease) => ({
      disease,
      registeredOn: localDate('2025-01-10'),
    }));
    office = await openOffice({ ...ORDINARY, chronic: registered });
    walk = walkerIn(office);
    const claimId = await decided('asthma');
    const codes = (await walk.claim(claimId)).riskSignals?.map(({ code }) => code);
    expect(codes).toEqual(['chronic-three-registered']);
    await expect(walk.agree(claimId)).rejects.toMatchObject({ kind: 'Conflict', code: 'diseases-full' });
  });

  it.each([
    ['of a disease that is on no list', bill('a-cold', '2026-10-09'), 'chronic-disease-unknown'],
    ['with money', bill('hypertension', '2026-10-09', drugs), 'registration-with-amounts'],
    ['of a stay', claimMessage().bill, 'registration-with-amounts'],
  ])('%s is refused at once', async (_what, visit, code) => {
    await expect(filed('hypertension', CERTIFICATE, visit)).rejects.toMatchObject({
      kind: 'InvalidInput',
      code,
    });
  });

  it('outlives the next list of enrolled people', async () => {
    const claimId = await decided();
    await walk.agree(claimId);
    await office.enrol(IDENTITY_NUMBER, '样例甲', ORDINARY);
    expect(await chronic()).toEqual([{ disease: 'hypertension', registeredOn: '2026-10-12' }]);
  });

  it('of two diseases agreed at the same moment: both are kept, or one is tried again', async () => {
    const claims = [await decided('hypertension'), await decided('diabetes')];
    const outcomes = await Promise.allSettled(
      claims.map((claimId, place) => walk.agree(claimId, `p${String(place)}`)),
    );
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(await chronic()).toHaveLength(done);
    expect(done).toBeGreaterThan(0);
  });
});
