/** Quote, settle, reverse, query and print, in our clean JSON. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/his-routes';
import { findHospital } from '@erbao/hospitals/hospital-store';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { findMember } from '@erbao/members/member-store';
import { fundSumRuleOf } from '@erbao/national-record/fund-sum-rules';
import { findSettlement } from '@erbao/one-stop/hospital-settlement';
import { find, quote, settle } from '@erbao/one-stop/one-stop';
import { reverse } from '@erbao/one-stop/reverse';
import type { SettlementAnswer } from '@erbao/one-stop/settlement-answer';
import { settlementIdOf } from '@erbao/one-stop/settlement-id';
import { slipHtml, slipText } from '@erbao/one-stop/slip';
import { type Needs, readClean } from './read-settlement.ts';

const viewOf = (answer: SettlementAnswer) => ({
  ...answer,
  earlierPayers: [...answer.earlierPayers],
  benefits: answer.benefits.map((benefit) => ({ ...benefit, clauses: [...benefit.clauses] })),
  ceilings: [...answer.ceilings],
  referrals: [...answer.referrals],
  warnings: [...answer.warnings],
  questions: [...answer.questions],
});

export const quoteSettlement =
  (needs: Needs): UseCaseOf<typeof routes.quoteSettlement> =>
  async ({ caller, body }) => {
    const hospitalId = ownHospitalId(caller);
    const row = readClean(needs, hospitalId, body, 'quote');
    const fundSumRule = fundSumRuleOf(needs.fundSumRules, body.insuredArea);
    return viewOf(await quote(needs, { hospitalId, row, fundSumRule, who: caller.subject }));
  };

export const settleAtDischarge =
  (needs: Needs): UseCaseOf<typeof routes.settleAtDischarge> =>
  async ({ caller, body }) => {
    const hospitalId = ownHospitalId(caller);
    const row = readClean(needs, hospitalId, body, 'settle');
    const fundSumRule = fundSumRuleOf(needs.fundSumRules, body.insuredArea);
    return viewOf(await settle(needs, { hospitalId, row, fundSumRule, who: caller.subject }));
  };

export const reverseAtDischarge =
  (needs: Needs): UseCaseOf<typeof routes.reverseAtDischarge> =>
  async ({ caller, params, body }) =>
    viewOf(
      await reverse(needs, {
        hospitalId: ownHospitalId(caller),
        setlId: params.settlementId,
        reason: body.reason,
        who: caller.subject,
      }),
    );

export const readSettlement =
  (needs: Needs): UseCaseOf<typeof routes.readSettlement> =>
  async ({ caller, params }) =>
    viewOf(await find(needs, ownHospitalId(caller), params.settlementId));

export const readSettlementSlip =
  (needs: Needs): UseCaseOf<typeof routes.readSettlementSlip> =>
  async ({ caller, params }) => {
    const hospitalId = ownHospitalId(caller);
    const answer = await find(needs, hospitalId, params.settlementId);
    const settlement = await findSettlement(needs.tables, settlementIdOf(hospitalId, params.settlementId));
    const [hospital, member] = await Promise.all([
      findHospital(needs.tables, hospitalId),
      findMember(needs.tables, settlement?.memberId ?? ''),
    ]);
    const head = {
      hospitalName: hospital?.name ?? hospitalId,
      setlId: params.settlementId,
      maskedName: member?.maskedName ?? '',
    };
    return { text: slipText(answer, head), html: slipHtml(answer, head) };
  };
