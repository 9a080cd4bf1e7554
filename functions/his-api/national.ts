/**
 * The same doors in the national envelope. What the caller did wrong is answered inside the envelope with infcode -1, as
 * hospitals' systems expect it; what is our fault fails the request, so that it is retried and counted.
 */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import type { nationalTransaction as route } from '@erbao/api-contracts/national-route';
import { ErbaoError, Forbidden, InvalidInput } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import * as admission from '@erbao/national-record/admission-record';
import { fundSumRuleOf } from '@erbao/national-record/fund-sum-rules';
import { columnZh } from '@erbao/national-record/settlement-columns';
import { nationalSettlement } from '@erbao/national-record/settlement-output';
import * as desk from '@erbao/one-stop/admission-desk';
import { find, quote, settle } from '@erbao/one-stop/one-stop';
import { reverse } from '@erbao/one-stop/reverse';
import type { SettlementAnswer } from '@erbao/one-stop/settlement-answer';
import { admissionView } from './admissions.ts';
import { type Done, failure, success } from './national-envelope.ts';
import { nationalDetails, nationalTotals } from './national-reconciliation.ts';
import { type Needs, type Purpose, readNational } from './read-settlement.ts';

type Fields = Readonly<Record<string, unknown>>;
type Said = {
  readonly needs: Needs;
  readonly hospitalId: string;
  readonly who: string;
  readonly area: string | undefined;
  readonly input: Fields;
};

const settled = (setlId: string, answer: SettlementAnswer): Done => ({
  output: nationalSettlement({ ...answer, setlId }),
  warnings: [
    ...answer.warnings.map(({ text }) => text),
    ...answer.questions.map(({ text, department }) => `${department}：${text}`),
    ...answer.referrals.map(({ text }) => text),
  ],
});

const deciding =
  (purpose: Purpose) =>
  async ({ needs, hospitalId, who, area, input }: Said): Promise<Done> => {
    const row = readNational(needs, hospitalId, admission.nodeOf(input), purpose);
    const ask = { hospitalId, row, who, fundSumRule: fundSumRuleOf(needs.fundSumRules, area) };
    const answer = await (purpose === 'quote' ? quote(needs, ask) : settle(needs, ask));
    return settled(purpose === 'quote' ? '' : row.settlementId, answer);
  };

const idIn = (id: string | undefined, field: 'setl_id' | 'mdtrt_id'): string => {
  if (id !== undefined) return id;
  const problems = [`${columnZh(field)}（${field}）：缺少，或不是 40 位以内的字母、数字和连接符`];
  throw new InvalidInput('settlement-invalid', { fields: [`${field}:cell-missing`], problems });
};

const reversing = async ({ needs, hospitalId, who, input }: Said): Promise<Done> => {
  const setlId = idIn(admission.readSetlId(input), 'setl_id');
  const memo = admission.nodeOf(input)['memo'];
  const reason = typeof memo === 'string' && memo !== '' ? memo.slice(0, 200) : '医院撤销';
  return settled(setlId, await reverse(needs, { hospitalId, setlId, reason, who }));
};

const querying = async ({ needs, hospitalId, input }: Said): Promise<Done> => {
  const setlId = idIn(admission.readSetlId(input), 'setl_id');
  return settled(setlId, await find(needs, hospitalId, setlId));
};

const admissionDone = ({ admission: registered, questions }: desk.AdmissionAnswer): Done => ({
  output: { result: { mdtrt_id: registered.visitId, ...admissionView(registered) } },
  warnings: questions.map(({ text, department }) => `${department}：${text}`),
});

const admitting =
  (act: typeof desk.registerAdmission) =>
  async ({ needs, hospitalId, who, input }: Said): Promise<Done> => {
    const read = admission.readNationalAdmission(input);
    if (!read.ok)
      throw new InvalidInput('settlement-invalid', {
        fields: read.problems.map(({ field, code }) => `${field}:${code}`),
        problems: read.problems.map(admission.admissionProblemZh),
      });
    return admissionDone(await act(needs, { ...read.admission, hospitalId, who }));
  };

const cancelling = async ({ needs, hospitalId, who, input }: Said): Promise<Done> => {
  const visitId = idIn(admission.readVisitId(input), 'mdtrt_id');
  const cancelled = await desk.cancelAdmission(needs, { hospitalId, visitId, who });
  return admissionDone({ admission: cancelled, questions: [] });
};

const TRANSACTIONS: ReadonlyMap<string, (said: Said) => Promise<Done>> = new Map([
  ['2401', admitting(desk.registerAdmission)],
  ['2403', admitting(desk.changeRegistered)],
  ['2404', cancelling],
  ['2206', deciding('quote')],
  ['2303', deciding('quote')],
  ['2207', deciding('settle')],
  ['2304', deciding('settle')],
  ['2208', reversing],
  ['2305', reversing],
  ['5203', querying],
  ['3201', nationalTotals],
  ['3202', nationalDetails],
]);

const OURS = new Set(['Unavailable', 'Defect']);

export const nationalTransaction =
  (needs: Needs): UseCaseOf<typeof route> =>
  async ({ caller, body }) => {
    const hospitalId = ownHospitalId(caller);
    const askedAt = needs.clock();
    const head = () => ({
      area: body.mdtrtarea_admvs ?? '',
      msgid: body.msgid ?? '',
      askedAt,
      answeredAt: needs.clock(),
    });
    try {
      if ((body.fixmedins_code ?? '') !== '' && body.fixmedins_code !== hospitalId)
        throw new Forbidden('hospital-not-yours');
      const transaction = TRANSACTIONS.get(body.infno);
      if (transaction === undefined) throw new InvalidInput('transaction-unknown');
      const said = { needs, hospitalId, who: caller.subject, area: body.insuplc_admdvs, input: body.input };
      return success(head(), await transaction(said));
    } catch (error) {
      if (!(error instanceof ErbaoError) || OURS.has(error.kind)) throw error;
      return failure(head(), error);
    }
  };
