/**
 * The states of a single claim 零星报销 and who may move it (processes A). The store turns a move into the condition of its
 * write: of two who move the same claim at once, the second is refused.
 */
import { Defect } from '@erbao/kernel/errors';

export const CLAIM_STATES = [
  'filed',
  'incomplete',
  'accepted',
  'decided',
  'approved',
  'refused',
  'in-payment',
  'payment-failed',
  'paid',
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

export const CLAIM_STATE_NAMES_ZH: Readonly<Record<ClaimState, string>> = {
  filed: '已提交',
  incomplete: '待补材料',
  accepted: '已受理',
  decided: '审核中',
  approved: '审核通过',
  refused: '不予救助',
  'in-payment': '划付中',
  'payment-failed': '划付失败',
  paid: '已支付',
};

type Move = { readonly from: ClaimState; readonly to: ClaimState; readonly by: string };

export const MOVES = [
  { from: 'filed', to: 'incomplete', by: 'papers-checked' },
  { from: 'incomplete', to: 'filed', by: 'papers-supplemented' },
  { from: 'filed', to: 'accepted', by: 'papers-complete' },
  { from: 'accepted', to: 'decided', by: 'engine-decided' },
  { from: 'decided', to: 'accepted', by: 'question-answered' },
  { from: 'decided', to: 'approved', by: 'last-level-agreed' },
  { from: 'decided', to: 'refused', by: 'refused-with-reason' },
  { from: 'approved', to: 'in-payment', by: 'payment-file-written' },
  { from: 'in-payment', to: 'paid', by: 'payment-booked' },
  { from: 'in-payment', to: 'payment-failed', by: 'payment-rejected' },
  { from: 'payment-failed', to: 'approved', by: 'payment-corrected' },
  // 退汇: the money came back; what was decided stands
  { from: 'paid', to: 'payment-failed', by: 'payment-returned' },
] as const satisfies readonly Move[];
export type MoveName = (typeof MOVES)[number]['by'];

/** Each name stands for one move; throws a Defect for a name that is not in the table. */
export const moveNamed = (by: MoveName): (typeof MOVES)[number] => {
  const found = MOVES.find((move) => move.by === by);
  if (found === undefined) throw new Defect('move-unknown', { by });
  return found;
};

const FINAL: readonly ClaimState[] = ['refused', 'paid'];
export const isFinal = (state: ClaimState): boolean => FINAL.includes(state);
