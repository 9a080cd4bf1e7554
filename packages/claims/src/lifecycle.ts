/**
 * The states of a single claim 零星报销 and who may move it (processes A). The store turns a move into the condition of its
 * write: of two who move the same claim at once, the second is refused.
 */
import { Defect } from '@erbao/kernel/errors';

export const CLAIM_STATES = [
  'filed',
  'incomplete',
  'insisted',
  'returning',
  'returned',
  'closed',
  'withdrawn',
  'accepted',
  'decided',
  'asked',
  'approved',
  'registered',
  'refused',
  'objected',
  'upheld',
  'in-payment',
  'payment-failed',
  'paid',
  'recovering',
  'recovered',
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

export const CLAIM_STATE_NAMES_ZH: Readonly<Record<ClaimState, string>> = {
  filed: '已提交',
  incomplete: '待补材料',
  insisted: '联合办公室核定中',
  returning: '待退还材料',
  returned: '已退还材料',
  closed: '已结案（可重新申请）',
  withdrawn: '已撤回',
  accepted: '已受理',
  decided: '审核中',
  asked: '待申请人答复',
  approved: '审核通过',
  registered: '已登记',
  refused: '不予救助',
  objected: '复议中',
  upheld: '复议维持',
  'in-payment': '划付中',
  'payment-failed': '划付失败',
  paid: '已支付',
  recovering: '追回中',
  recovered: '已追回',
};

type Move = { readonly from: ClaimState; readonly to: ClaimState; readonly by: string };

export const MOVES = [
  { from: 'filed', to: 'incomplete', by: 'papers-checked' },
  { from: 'incomplete', to: 'filed', by: 'papers-supplemented' },
  { from: 'filed', to: 'accepted', by: 'papers-complete' },
  // 若参保人强制要求提交申请的仍需受理…联合办公室进行核定 [nansha 第二部分 六]
  { from: 'incomplete', to: 'insisted', by: 'insisted-on' },
  { from: 'insisted', to: 'accepted', by: 'joint-office-accepted' },
  { from: 'insisted', to: 'returning', by: 'joint-office-declined' },
  { from: 'returning', to: 'returned', by: 'papers-handed-back' },
  // nobody answered within the limit: a person decides, and the citizen may file again
  { from: 'incomplete', to: 'returning', by: 'papers-to-return' },
  { from: 'asked', to: 'returning', by: 'papers-to-return' },
  { from: 'incomplete', to: 'closed', by: 'closed-unanswered' },
  { from: 'asked', to: 'closed', by: 'closed-unanswered' },
  { from: 'asked', to: 'paid', by: 'rest-unanswered' },
  // until a decision is approved the claim is the citizen's to take back
  { from: 'filed', to: 'withdrawn', by: 'withdrawn-by-citizen' },
  { from: 'incomplete', to: 'withdrawn', by: 'withdrawn-by-citizen' },
  { from: 'insisted', to: 'withdrawn', by: 'withdrawn-by-citizen' },
  { from: 'accepted', to: 'withdrawn', by: 'withdrawn-by-citizen' },
  { from: 'decided', to: 'withdrawn', by: 'withdrawn-by-citizen' },
  { from: 'asked', to: 'withdrawn', by: 'withdrawn-by-citizen' },
  { from: 'accepted', to: 'decided', by: 'engine-decided' },
  { from: 'accepted', to: 'approved', by: 'engine-approved' },
  { from: 'decided', to: 'accepted', by: 'question-answered' },
  { from: 'decided', to: 'asked', by: 'citizen-asked' },
  { from: 'asked', to: 'accepted', by: 'citizen-replied' },
  { from: 'decided', to: 'approved', by: 'last-level-agreed' },
  // 门慢登记 ends without money
  { from: 'decided', to: 'registered', by: 'registration-agreed' },
  { from: 'decided', to: 'refused', by: 'refused-with-reason' },
  { from: 'refused', to: 'objected', by: 'objection-filed' },
  { from: 'objected', to: 'upheld', by: 'objection-upheld' },
  { from: 'objected', to: 'accepted', by: 'objection-overturned' },
  // decided again after an objection was overturned: there is no second objection
  { from: 'decided', to: 'upheld', by: 'refused-for-good' },
  // 停付: something came up before the money was at the bank; people decide again
  { from: 'approved', to: 'accepted', by: 'approval-stopped' },
  { from: 'payment-failed', to: 'accepted', by: 'approval-stopped' },
  { from: 'approved', to: 'in-payment', by: 'payment-file-written' },
  { from: 'in-payment', to: 'paid', by: 'payment-booked' },
  { from: 'in-payment', to: 'payment-failed', by: 'payment-rejected' },
  { from: 'payment-failed', to: 'approved', by: 'payment-corrected' },
  // 退汇: the money came back; what was decided stands
  { from: 'paid', to: 'payment-failed', by: 'payment-returned' },
  // the bank had paid what it first called failed, whatever was begun since
  { from: 'payment-failed', to: 'paid', by: 'failure-disproved' },
  { from: 'approved', to: 'paid', by: 'failure-disproved' },
  { from: 'in-payment', to: 'paid', by: 'failure-disproved' },
  // and then that money came back, while a later attempt is still at the bank
  { from: 'paid', to: 'in-payment', by: 'later-attempt-awaited' },
  // an objection to the sum, and the disputed part after the undisputed one was paid: the paid version stands until then
  { from: 'paid', to: 'accepted', by: 'sum-objection-granted' },
  { from: 'paid', to: 'accepted', by: 'remainder-answered' },
  { from: 'decided', to: 'paid', by: 'remainder-refused' },
  { from: 'paid', to: 'recovering', by: 'recovery-opened' },
  // decided again, and less than was paid: a person asks the difference back
  { from: 'decided', to: 'recovering', by: 'overpayment-found' },
  { from: 'recovering', to: 'recovered', by: 'recovery-received' },
] as const satisfies readonly Move[];
export type MoveName = (typeof MOVES)[number]['by'];

/** The move of this name from a state, else the first of the name: its condition then refuses the write. */
export const moveNamed = (by: MoveName, from?: ClaimState): (typeof MOVES)[number] => {
  const named = MOVES.filter((move) => move.by === by);
  const found = named.find((move) => move.from === from) ?? named[0];
  if (found === undefined) throw new Defect('move-unknown', { by });
  return found;
};

/** Whether a claim in this state may be moved so. */
export const mayMove = (by: MoveName, from: ClaimState): boolean =>
  MOVES.some((move) => move.by === by && move.from === from);

const FINAL: readonly ClaimState[] = [
  'registered',
  'returned',
  'closed',
  'withdrawn',
  'refused',
  'upheld',
  'paid',
  'recovering',
  'recovered',
];
/** No workflow runs for the claim; a person may still open some of these again. */
export const isFinal = (state: ClaimState): boolean => FINAL.includes(state);
