/** What happens when a claim is filed: refused at once, or taken with what speaks against paying it without a look. */
import type { Caller } from '@erbao/api-contracts/caller';
import { type ClaimMessage, claimMessageSchema } from '@erbao/api-contracts/claim-message';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { registerHospital } from '@erbao/hospitals/hospital-store';
import { localDate } from '@erbao/kernel/dates';
import { findMember } from '@erbao/members/member-store';
import { hospitalSettlementSchema, insertSettlement } from '@erbao/one-stop/hospital-settlement';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import { beforeEach, describe, expect, it } from 'vitest';
import { ALL_PAPERS, type Office, openOffice } from '../support/claim-office.ts';
import { person, walkerIn } from '../support/claim-walk.ts';
import { claimMessage, HOSPITAL, ORDINARY } from '../support/sample-facts.ts';

const CHILD = '440115201506019037';
const PARENT = '440115198801019011';
const STRANGER = '440115197001019019';
const childFacts = { ...ORDINARY, birthDate: localDate('2015-06-01') };
const CHILD_PAPERS: readonly PaperKind[] = [...ALL_PAPERS, 'household-register', 'birth-certificate'];

let office: Office;
let walk: ReturnType<typeof walkerIn>;
beforeEach(async () => {
  office = await openOffice(ORDINARY);
  walk = walkerIn(office);
});

const { bill: whole, account } = claimMessage();
const amounts = { total: '1000.00', eligible: '1000.00', deductible: '0.00', basic: '700.00' };
const bill = { ...whole, amounts };
const nth = (place: number) => ({
  filingId: `filing-test-${String(place)}`,
  invoice: { code: '44060126', number: String(place).padStart(10, '0') },
});

const filed = async (place: number, more: Parameters<typeof claimMessage>[0] = {}): Promise<string> => {
  const claimId = await walk.file(ALL_PAPERS, { bill, ...nth(place), ...more });
  await walk.decide(claimId);
  return claimId;
};
const codesOf = async (claimId: string): Promise<readonly string[]> =>
  ((await walk.claim(claimId)).riskSignals ?? []).map(({ code }) => code);
const foundBy = async (claimId: string, code: string) =>
  (await walk.claim(claimId)).riskSignals?.find((one) => one.code === code)?.found;
const stateOf = async (claimId: string) => (await walk.claim(claimId)).state;

describe('a clean claim', () => {
  it('shows nothing, and the engine approves it', async () => {
    const claimId = await filed(1);
    expect(await codesOf(claimId)).toEqual([]);
    expect(await stateOf(claimId)).toBe('approved');
  });
});

describe('the account', () => {
  const atPhone = (given: ClaimMessage['account']) => {
    const { invoice } = claimMessage();
    return office.fileAtPhone({
      caller: walk.citizen,
      params: {},
      query: {},
      body: { filingId: 'phone-filing-1', invoice, bill, papers: [], ...(given ? { account: given } : {}) },
    });
  };

  it.each([
    ['none', undefined, 'account-missing'],
    ['with a separator in the name', { ...account, holder: '样|甲' }, 'account-invalid'],
    ['with a blank before the bank', { ...account, bankName: ' 样例银行' }, 'account-invalid'],
  ])('%s is refused at the door, before anything is sent', async (_what, given, code) => {
    await expect(atPhone(given)).rejects.toMatchObject({ kind: 'InvalidInput', code });
    expect(office.messages.sent).toEqual([]);
  });

  it('of bad form is refused in the message of any channel, too', async () => {
    await expect(filed(1, { account: { ...account, holder: '样|甲' } })).rejects.toMatchObject({
      code: 'account-invalid',
      details: { fields: ['holder-form'] },
    });
  });

  it.each([
    ['of a stranger', { holder: '样例丙' }, 'account-holder-not-member'],
    ['with a wrong check digit', { number: '6200000000000000019' }, 'account-luhn'],
    [
      'of a bank with another code',
      { bankName: '中国工商银行', cnaps: '103581000017' },
      'account-bank-not-of-cnaps',
    ],
    [
      'called a guardian’s, of an adult',
      { holder: '样例丙', relation: 'guardian' },
      'account-guardian-of-adult',
    ],
  ] as const)('%s is taken and asked about; the engine does not pay', async (_what, more, code) => {
    const claimId = await filed(1, { account: { ...account, ...more } });
    expect(await codesOf(claimId)).toEqual([code]);
    expect(await stateOf(claimId)).toBe('decided');
    // a doubt is no suspicion: the level of review stays
    expect(walk.openTasks(claimId)).toMatchObject([{ levels: 2 }]);
    const taskId = walk.taskOf(claimId);
    const read = { caller: person('a', 'adjudicator'), params: { taskId }, query: {}, body: {} };
    const { signals } = await office.desks.read(read);
    expect(signals).toMatchObject([{ code }]);
    expect(signals[0]?.text).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('what was claimed before', () => {
  const twice = async (code: string, first: string, second: string): Promise<void> => {
    expect(await codesOf(first)).toEqual([]);
    expect(await foundBy(second, code)).toEqual([first]);
    expect(await stateOf(second)).toBe('decided');
    expect(walk.openTasks(second)).toMatchObject([{ levels: 3 }]);
  };

  it('by the same invoice goes to people, one level higher', async () => {
    const first = await filed(1);
    await twice('invoice-claimed-before', first, await filed(2, { invoice: nth(1).invoice }));
  });

  it('by the same insurance settlement goes to people', async () => {
    const settlementNumber = 'YL2026-0001';
    const first = await filed(1, { settlementNumber });
    await twice('settlement-claimed-before', first, await filed(2, { settlementNumber }));
  });

  it('does not count once it was withdrawn', async () => {
    const first = await walk.file(ALL_PAPERS, { bill, ...nth(1) });
    const asked = { caller: walk.citizen, params: { claimId: first }, query: {} };
    await office.withdraw({ ...asked, body: { reason: '填错' } });
    expect(await codesOf(await filed(2, { invoice: nth(1).invoice }))).toEqual([]);
  });

  it('at the same moment: the one decided later sees the other', async () => {
    const invoice = nth(1).invoice;
    const [first, second] = await Promise.all([
      walk.file(ALL_PAPERS, { bill, ...nth(1), invoice }),
      walk.file(ALL_PAPERS, { bill, ...nth(2), invoice }),
    ]);
    await walk.decide(first);
    await walk.decide(second);
    const states = [await stateOf(first), await stateOf(second)];
    expect(states).toContain('decided');
    expect(await foundBy(second, 'invoice-claimed-before')).toEqual([first]);
  });
});

describe('the account of others', () => {
  const OTHER = { insured: { identityNumber: STRANGER }, papers: [] };

  it('is a signal that raises the level', async () => {
    const first = await filed(1);
    const other = await office.enrol(STRANGER, '样例丁', ORDINARY);
    const papers = await Promise.all(
      ALL_PAPERS.map((kind) => office.handIn(kind, undefined, other.memberId)),
    );
    const claimId = await office.take(claimMessage({ ...OTHER, bill, ...nth(2), papers }));
    await walk.decide(claimId);
    expect(await codesOf(claimId)).toEqual(['account-holder-not-member', 'account-shared']);
    expect(await foundBy(claimId, 'account-shared')).toEqual([first]);
    expect(walk.openTasks(claimId)).toMatchObject([{ levels: 3 }]);
  });

  it('is none for the children of one guardian, and the guardian', async () => {
    const child = await office.enrol(CHILD, '样小一', childFacts);
    await filed(1);
    const papers = await Promise.all(
      CHILD_PAPERS.map((kind) => office.handIn(kind, undefined, child.memberId)),
    );
    const guardian = { memberId: office.memberId };
    const claimId = await office.take(
      claimMessage({
        ...nth(2),
        bill,
        papers,
        insured: { memberId: child.memberId },
        byGuardian: true,
        guardian,
        account: { ...account, relation: 'guardian' },
      }),
    );
    await walk.decide(claimId);
    expect(await codesOf(claimId)).toEqual([]);
    // the household register is on paper: a person looks all the same
    expect(await stateOf(claimId)).toBe('decided');
  });
});

describe('the stay', () => {
  const settled = async (hospitalId: string, grantedFen: number): Promise<string> => {
    const settlementId = settlementIdOf(hospitalId, 'S1');
    const blank = Object.fromEntries(
      [
        'totalFen',
        'selfFundedFen',
        'aboveLimitFen',
        'firstSelfPaidFen',
        'eligibleFen',
        'deductibleFen',
        'basicFen',
      ]
        .concat(['civilServantFen', 'enterpriseFen', 'criticalIllnessFen', 'largeSumFen', 'disabledFen'])
        .concat(['assistanceFen', 'otherFen', 'accountFen', 'cashFen', 'hospitalFen', 'fundPaidFen'])
        .map((name) => [name, 0]),
    );
    const item = {
      settlementId,
      hospitalId,
      setlId: 'S1',
      memberId: office.memberId,
      month: '2026-10',
      account: `${hospitalId}#2026-10`,
      version: 1,
      door: 'one-stop',
      state: 'standing',
      settledAt: '2026-10-01T02:00:00.000Z',
      recordedAt: '2026-10-01T02:00:00.000Z',
      sheet: { beganOn: '2026-09-20', endedOn: '2026-10-01', amounts: blank, texts: {} },
      sheetHash: 'x',
      fundSumRule: 'account-included',
      outcome: grantedFen > 0 ? 'granted' : 'referred',
      grantedFen,
      benefits: grantedFen > 0 ? { inpatient: grantedFen } : {},
      schemeId: 'nansha-2018',
    };
    await office.tables.commit([insertSettlement(hospitalSettlementSchema.parse(item))]);
    return settlementId;
  };

  it('that was settled with money at the window is a signal; one that the window left to people is not', async () => {
    const settlementId = await settled(HOSPITAL.hospitalId, 30_000);
    const claimId = await filed(1);
    expect(await foundBy(claimId, 'stay-settled-before')).toEqual([settlementId]);
    expect(await stateOf(claimId)).toBe('decided');
    office = await openOffice(ORDINARY);
    walk = walkerIn(office);
    await settled(HOSPITAL.hospitalId, 0);
    expect(await stateOf(await filed(1))).toBe('approved');
  });

  it('at a hospital that was not designated that day is a signal', async () => {
    const designations = [{ from: localDate('2018-01-01'), to: localDate('2026-08-31') }];
    await registerHospital(office.tables, { ...HOSPITAL, designations });
    const claimId = await filed(1);
    expect(await foundBy(claimId, 'hospital-not-designated')).toEqual([HOSPITAL.hospitalId]);
  });
});

describe('a guardian', () => {
  const asked = { params: {}, query: {}, body: {} };
  const guardian: Caller = { subject: 'parent', roles: ['citizen'], memberId: '' };
  let parent: Caller;
  let childId: string;
  beforeEach(async () => {
    childId = (await office.enrol(CHILD, '样小一', childFacts)).memberId;
    const { memberId } = await office.enrol(PARENT, '样家长', ORDINARY);
    parent = { ...guardian, memberId };
  });

  const take = async (): Promise<string> => {
    const sent = office.messages.sent.at(-1);
    return office.take(claimMessageSchema.parse(JSON.parse(sent?.body ?? '')));
  };
  const body = { ...nth(1), bill, papers: [] };
  const theirs = { ...account, holder: '样家长', relation: 'guardian' as const };

  it('finds the child’s claim in the own list, and reads it; nobody else does', async () => {
    await office.fileAtPhone({
      ...asked,
      caller: parent,
      body: { ...body, account: theirs, ward: { identityNumber: CHILD } },
    });
    const claimId = await take();
    expect(await codesOf(claimId)).toEqual([]);
    expect(await office.list({ ...asked, caller: parent })).toMatchObject({
      claims: [{ claimId, forWard: true }],
    });
    const child: Caller = { subject: 'child', roles: ['citizen'], memberId: childId };
    expect((await office.list({ ...asked, caller: child })).claims).toMatchObject([{ claimId }]);
    expect(await office.list({ ...asked, caller: walk.citizen })).toEqual({ claims: [] });
    const read = { ...asked, params: { claimId } };
    expect(await office.readOwn({ ...read, caller: parent })).toMatchObject({ claimId });
    await expect(office.readOwn({ ...read, caller: walk.citizen })).rejects.toMatchObject({
      code: 'claim-unknown',
    });
  });

  it('named at the counter finds it as well; an account of another name is asked about', async () => {
    await office.fileAtCounter({
      ...asked,
      caller: person('clerk', 'site-clerk'),
      body: {
        ...body,
        office: 'town-01',
        identityNumber: CHILD,
        guardianIdentityNumber: PARENT,
        account: { ...theirs, holder: '样例戊' },
      },
    });
    const claimId = await take();
    expect(await codesOf(claimId)).toEqual(['account-holder-not-guardian']);
    expect((await office.list({ ...asked, caller: parent })).claims).toMatchObject([{ claimId }]);
  });

  it('whose register two persons have seen is known: the next claim needs nobody, the first question is not asked again', async () => {
    const file = async (place: number): Promise<string> => {
      const papers = [];
      for (const kind of CHILD_PAPERS)
        papers.push(
          await office.handIn(
            kind,
            new TextEncoder().encode(`%PDF-1.4 ${kind} ${String(place)} %%EOF`),
            childId,
          ),
        );
      const claimId = await office.take(
        claimMessage({
          ...nth(place),
          bill: { ...bill, ...(place === 1 ? {} : { admittedOn: '2026-10-02', dischargedOn: '2026-10-05' }) },
          papers,
          insured: { memberId: childId },
          byGuardian: true,
          guardian: { memberId: parent.memberId ?? '' },
          filedBy: 'parent',
          account: theirs,
        }),
      );
      await walk.decide(claimId);
      return claimId;
    };
    const first = await file(1);
    expect(await stateOf(first)).toBe('decided');
    await walk.agree(first);
    expect(await stateOf(first)).toBe('approved');
    const member = await findMember(office.tables, childId);
    expect(member?.guardians).toMatchObject([{ memberId: parent.memberId, claimId: first }]);
    expect(await stateOf(await file(2))).toBe('approved');
    // a list of enrolled people that comes later knows no guardians, and takes none away
    await office.enrol(CHILD, '样小一', childFacts);
    expect((await findMember(office.tables, childId))?.guardians).toHaveLength(1);
  });

  it('who is not named is asked about', async () => {
    const claimId = await office.take(
      claimMessage({ ...nth(1), bill, insured: { memberId: childId }, account: theirs }),
    );
    expect(await codesOf(claimId)).toEqual(['account-guardian-unknown']);
  });
});
