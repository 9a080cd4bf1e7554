/** 材料退回告知书: what is missing when it is told, what the joint office or a person determined, what went back and how. */
import type { ClaimLetter } from '@erbao/api-contracts/letters';
import { isPaperKind, PAPER_NAMES_ZH } from '@erbao/api-contracts/paper-kinds';
import { timelineOf } from '@erbao/audit/audit-event';
import type { Claim } from '@erbao/claims/claim';
import { citizenLimitId } from '@erbao/deadlines/citizen-limits';
import { RETURN_PAPERS } from '@erbao/deadlines/commitments';
import { findDeadline } from '@erbao/deadlines/deadline';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Instant, instantOfMs, type LocalDate, localDateOf, msOf } from '@erbao/kernel/dates';
import { NotFound } from '@erbao/kernel/errors';
import { aboutClaim, type LetterNeeds } from './letter-heads.ts';

const paperName = (kind: string): string => (isPaperKind(kind) ? PAPER_NAMES_ZH[kind] : kind);
const METHODS_ZH: Readonly<Record<string, string>> = {
  'handed-over': '当面退还',
  posted: '邮寄',
  shown: '网上提交，无原件需退还',
};

type Why = {
  readonly why: 'told' | 'declined' | 'unanswered';
  readonly reason: string;
  readonly question?: string;
  readonly at: Instant;
};

const whyOf = async (tables: Tables, claim: Claim): Promise<Why | undefined> => {
  const { state, closure, insistence, exchanges = [], claimId, filedAt } = claim;
  if (state === 'incomplete' || state === 'insisted') {
    const told = (await timelineOf(tables, claimId)).findLast(({ action }) => action === 'papers-missing');
    return { why: 'told', reason: '', at: told?.at ?? filedAt };
  }
  if (state !== 'returning' && state !== 'returned' && state !== 'closed') return undefined;
  if (closure !== undefined) {
    const last = exchanges.at(-1);
    const open = last?.reply === undefined ? last?.question : undefined;
    const { reason, at } = closure;
    return { why: 'unanswered', reason, at, ...(open === undefined ? {} : { question: open }) };
  }
  const { determination } = insistence ?? {};
  return determination === undefined
    ? undefined
    : { why: 'declined', reason: determination.reason, at: determination.at };
};

/** The last civil day before the end of a deadline; undefined when the claim has none of this name. */
const lastDayOf = async (
  tables: Tables,
  { claimId }: Claim,
  deadlineId: string,
): Promise<LocalDate | undefined> => {
  const found = await findDeadline(tables, claimId, deadlineId);
  return found === undefined ? undefined : localDateOf(instantOfMs(msOf(found.dueAt) - 1));
};

const handedBackOf = ({ handedBack }: Claim) => {
  if (handedBack === undefined) return {};
  const { at, by, method, mailNumber } = handedBack;
  const how = `${METHODS_ZH[method] ?? method}${mailNumber === undefined ? '' : `，单号 ${mailNumber}`}`;
  return { handedBack: { on: localDateOf(at), by, how } };
};

/** Throws NotFound `letter-not-ready` in any other state. */
export const returnNotice = async (needs: LetterNeeds, claim: Claim): Promise<ClaimLetter> => {
  const { tables } = needs;
  const because = await whyOf(tables, claim);
  if (because === undefined)
    throw new NotFound('letter-not-ready', { claimId: claim.claimId, kind: 'return' });
  const { at, ...why } = because;
  const isTold = why.why === 'told';
  const supplementBy =
    claim.state === 'incomplete'
      ? await lastDayOf(tables, claim, citizenLimitId(claim.citizenLimit ?? 0))
      : undefined;
  const returnBy = isTold ? undefined : await lastDayOf(tables, claim, RETURN_PAPERS.deadlineId);
  return {
    kind: 'return',
    ...(await aboutClaim(needs, claim, localDateOf(at))),
    ...why,
    missing: claim.missing.map(paperName),
    returned: [...new Set(claim.papers.map(({ kind }) => PAPER_NAMES_ZH[kind]))],
    ...(supplementBy === undefined ? {} : { supplementBy }),
    ...(returnBy === undefined ? {} : { returnBy }),
    ...handedBackOf(claim),
  };
};
