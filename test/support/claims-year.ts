/**
 * A year of paper claims of the sample district, from filing to money, in memory: the engine where it may, an office of people
 * for the rest. Visits, amounts and illnesses are the district's; how people file is assumed in HABITS and said with the
 * figures, because no document gives it.
 */
import { findRecord } from '@erbao/adjudication/adjudication-record';
import { openReferrals } from '@erbao/adjudication/approval';
import { planPaid, planSending } from '@erbao/adjudication/booking';
import { receiptSchema } from '@erbao/benefit-policy/receipt-schema';
import { claimById } from '@erbao/claims/claim';
import { CLAIM_PROMISE } from '@erbao/deadlines/commitments';
import { deadlineById } from '@erbao/deadlines/deadline';
import { officeCalendar } from '@erbao/deadlines/office-calendar';
import { registerHospital } from '@erbao/hospitals/hospital-store';
import { addDays, atShanghai, type Instant, type LocalDate, localDate, msOf } from '@erbao/kernel/dates';
import { isForHospital, paymentById } from '@erbao/payout/payment';
import { reviewTasksOf } from '@erbao/review/review-task';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { supplementClaim } from '../../functions/citizen-api/supplement-claim.ts';
import { decideByHand, HandCounters, HandResult } from '../bench/hand-written-nansha.ts';
import { openOffice } from './claim-office.ts';
import { planBatched } from './claim-payments.ts';
import { person } from './claim-walk.ts';

import { type Filed, draftsOf, fileDraft } from './claims-year-filing.ts';

/** Verdicts that the office's people give on a working day, all levels together. */
const VERDICTS_A_DAY = 40;
const TEN_MINUTES_MS = 600_000;

const noted = {
  filed: 0,
  clean: 0,
  cleanByEngine: 0,
  cleanInTenMinutes: 0,
  cleanStays: 0,
  cleanStaysByEngine: 0,
  byEngine: 0,
  byEngineFen: 0,
  paidFen: 0,
  promised: 0,
  kept: 0,
  blindSame: 0,
  blindDiffers: 0,
};
export type YearReport = typeof noted & { readonly untouched: Readonly<Record<string, number>> };

export type YearWish = { readonly members: number; readonly seed: number; readonly year: number };

export const playYear = async ({ members, seed, year }: YearWish): Promise<YearReport> => {
  const report = { ...noted };
  const untouched: Record<string, number> = {};
  const office = await openOffice();
  const { tables } = office;
  const district = openSampleDistrict({ members, seed, year });
  for (const { address: _address, fileEncoding: _encoding, ...hospital } of district.hospitals)
    await registerHospital(tables, {
      ...hospital,
      levels: [...hospital.levels],
      designations: [...hospital.designations],
    });
  const visits = Array.from(district.members()).flatMap((member) => district.visitsOf(member));
  const drafts = draftsOf(seed, visits).toSorted((a, b) =>
    a.filedOn < b.filedOn ? -1 : a.filedOn > b.filedOn ? 1 : a.place - b.place,
  );
  const calendar = await officeCalendar(tables, localDate(`${String(year)}-01-01`));

  const all: Filed[] = [];
  const supplements = new Map<LocalDate, Filed[]>();
  const open = new Set<string>();
  const payable = new Map<string, LocalDate>();
  let tokens = 0;
  const openTask = async (claimId: string): Promise<void> => {
    tokens += 1;
    await office.openTask(claimId, `year-token-${String(tokens)}`);
  };

  /** Why a person was needed for what is not clean, or too large: the codes, counted. */
  const judge = async ({ claimId, draft }: Filed, today: LocalDate): Promise<void> => {
    const claim = await claimById(tables, claimId);
    const record = await findRecord(tables, claimId, claim.adjudicationVersion);
    const signals = (claim.riskSignals ?? []).map(({ code }) => code);
    const reasons = [
      ...signals,
      ...(claim.late === true ? ['filed-late'] : []),
      ...(claim.byGuardian === true ? ['filed-by-guardian'] : []),
      ...(record?.outcome === 'granted' ? openReferrals(record) : [String(record?.outcome)]),
    ];
    const isClean = reasons.length === 0;
    const byEngine = claim.state === 'approved';
    const isStay = draft.visit.medicalType !== '140104';
    report.clean += isClean ? 1 : 0;
    report.cleanStays += isClean && isStay ? 1 : 0;
    report.cleanByEngine += isClean && byEngine ? 1 : 0;
    report.cleanStaysByEngine += isClean && byEngine && isStay ? 1 : 0;
    report.byEngine += byEngine ? 1 : 0;
    report.byEngineFen += byEngine ? (claim.totalFen ?? 0) : 0;
    if (byEngine) {
      payable.set(claimId, today);
      const took = msOf(office.clock()) - msOf(claim.completeAt ?? office.clock());
      report.cleanInTenMinutes += isClean && took <= TEN_MINUTES_MS ? 1 : 0;
    } else {
      open.add(claimId);
      await openTask(claimId);
      for (const code of isClean
        ? [`clean:${claim.claimKind === 'cancer' ? 'cancer' : 'sum-too-large'}`]
        : reasons)
        untouched[code] = (untouched[code] ?? 0) + 1;
    }
  };

  /** Reads the sheet, not what the family typed, and computes by another program than the engine. */
  const lookBlind = async ({ claimId, draft }: Filed): Promise<void> => {
    const task = (await reviewTasksOf(tables, claimId, 1)).find(
      ({ kind, state }) => kind === 'blind' && state === 'open',
    );
    if (task === undefined) return;
    const record = await findRecord(tables, claimId, 1);
    const { facts } = receiptSchema.parse(JSON.parse(record?.receipt ?? ''));
    const result = new HandResult();
    const bill = { ...facts.bill, amounts: { ...facts.bill.amounts, basic: draft.visit.amounts.basicFen } };
    // one stay and one chronic visit a year: no bill of the sample meets another one's ceiling
    decideByHand(facts.member, bill, new HandCounters(), result);
    const totalFen = result.inpatient + result.cancer + result.condolence + result.chronic;
    const body = { totalFen, reason: '按票据独立核定' };
    const caller = person('blind-reader', 'reviewer');
    const answer = await office.blind({ caller, params: { taskId: task.taskId }, query: {}, body });
    if (answer.result === 'same') report.blindSame += 1;
    else report.blindDiffers += 1;
  };

  const proceed = async (filed: Filed, today: LocalDate): Promise<void> => {
    const { next } = await office.check(filed.claimId);
    if (next === 'incomplete') {
      const later = addDays(today, 3);
      supplements.set(later, [...(supplements.get(later) ?? []), filed]);
      return;
    }
    await office.decide(filed.claimId);
    await judge(filed, today);
    await lookBlind(filed);
  };

  const supplement = async (filed: Filed, today: LocalDate): Promise<void> => {
    const { claimId, caller, missing, draft } = filed;
    const papers = [];
    for (const kind of missing)
      papers.push(
        await office.handIn(
          kind,
          new TextEncoder().encode(`%PDF-1.4 ${kind} ${String(draft.place)} later %%EOF`),
          caller.memberId,
        ),
      );
    await supplementClaim(office)({ caller, params: { claimId }, query: {}, body: { papers } });
    await proceed(filed, today);
  };

  /** Doubts that a look at the papers confirms are refused, all else is agreed to; the oldest promise first. */
  const REFUSED = ['account-holder-not-member', 'invoice-claimed-before'];
  const work = async (today: LocalDate): Promise<void> => {
    let given = 0;
    for (const claimId of [...open]) {
      if (given >= VERDICTS_A_DAY) return;
      const claim = await claimById(tables, claimId);
      const task = (await reviewTasksOf(tables, claimId, claim.adjudicationVersion)).find(
        ({ state, kind }) => state === 'open' && kind === 'level',
      );
      if (task === undefined) throw new Error('a claim without an open level');
      const doubted = (claim.riskSignals ?? []).some(({ code }) => REFUSED.includes(code));
      const verdict = doubted || claim.outcome === 'referred' ? 'refuse' : 'agree';
      await office.give(person(`level-${String(task.level)}`, task.role), task.taskId, {
        verdict,
        reason: '已核对材料',
      });
      given += 1;
      const { state } = await claimById(tables, claimId);
      if (state === 'decided') await openTask(claimId);
      else open.delete(claimId);
      if (state === 'approved') payable.set(claimId, today);
    }
  };

  /** What was approved before today goes to the bank, which books it the same day. */
  const pay = async (today: LocalDate, at: Instant): Promise<void> => {
    for (const [claimId, approvedOn] of [...payable]) {
      if (approvedOn >= today) continue;
      payable.delete(claimId);
      const read = async () => {
        const claim = await claimById(tables, claimId);
        const payment = await paymentById(tables, claim.paymentId ?? '');
        if (isForHospital(payment)) throw new Error('a claim points to the payment of a statement');
        return { claim, payment, at };
      };
      const batchId = `batch-${today}-${claimId}`;
      await tables.commit(planBatched((await read()).payment, batchId));
      await tables.commit(planSending(await read(), { batchId, part: 1 }));
      await tables.commit(planPaid(await read()));
      report.paidFen += (await read()).payment.amountFen;
    }
  };

  const last = addDays(localDate(`${String(year)}-12-31`), 90);
  let next = 0;
  for (let today = localDate(`${String(year)}-01-01`); today <= last; today = addDays(today, 1)) {
    office.setNow(atShanghai(today, 9));
    for (const filed of supplements.get(today) ?? []) await supplement(filed, today);
    for (let draft = drafts[next]; draft?.filedOn === today; draft = drafts[next]) {
      const filed = await fileDraft(office, draft);
      all.push(filed);
      await proceed(filed, today);
      next += 1;
    }
    if (calendar.dayKind(today) !== 'working') continue;
    office.setNow(atShanghai(today, 16));
    await pay(today, office.clock());
    await work(today);
  }

  report.filed = all.length;
  for (const { claimId } of all) {
    const promise = await deadlineById(tables, claimId, CLAIM_PROMISE.deadlineId);
    report.promised += 1;
    // the stream notes the booking on the promise; the booking itself is the moment
    const doneAt = (await claimById(tables, claimId)).paidAt ?? promise.metAt;
    report.kept += doneAt !== undefined && doneAt < promise.dueAt ? 1 : 0;
  }
  return { ...report, untouched };
};
