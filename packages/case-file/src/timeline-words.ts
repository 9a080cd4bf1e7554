/** The Chinese sentence of every deed on a claim's timeline. */
import type { AuditEvent } from '@erbao/audit/audit-event';
import { ATTEMPT_REFUSED } from '@erbao/audit/refused-attempt';
import { errorMessage } from '@erbao/api-contracts/error-messages';
import { isPaperKind, PAPER_NAMES_ZH } from '@erbao/api-contracts/paper-kinds';
import { isRejection, REJECTIONS_ZH } from '@erbao/api-contracts/paper-states';
import { RECEIPT_RESULTS, RECEIPT_RESULTS_ZH } from '@erbao/api-contracts/receipt-results';
import { isCitizenLimit } from '@erbao/deadlines/citizen-limits';
import { isRole, ROLE_NAMES_ZH } from '@erbao/api-contracts/roles';
import { ERROR_KINDS } from '@erbao/kernel/errors';
import { fen, printYuan } from '@erbao/kernel/money';

const PROMISES_ZH: Readonly<Record<string, string>> = {
  'claim-5wd': '五个工作日审核支付',
  'tell-missing-1wd': '一次性告知',
  'claim-30d': '三十天支付',
  'insisted-15wd': '联合办公室核定',
  'return-papers-5wd': '退还材料',
  'objection-15wd': '复议',
};
const OTHERS_ZH = [
  ['claim-5wd-', '五个工作日审核支付'],
  ['dispute-', '向银行查实'],
  ['recall-', '请银行止付'],
  ['repay-', '重新支付'],
  ['citizen-limit-', '补充材料或答复'],
  ['silence-', '逾期未答复的处理'],
] as const;
/** Of a deadline of a claim or a payment. */
export const promiseName = (deadlineId: string): string | undefined =>
  PROMISES_ZH[deadlineId] ?? OTHERS_ZH.find(([start]) => deadlineId.startsWith(start))?.[1];

/** On a timeline the promise of 5 working days needs no name: it is what everybody means. */
const promise = (value: unknown): string =>
  typeof value !== 'string' || value.startsWith('claim-5wd') ? '' : (promiseName(value) ?? '');

const OUTCOMES_ZH: Readonly<Record<string, string>> = {
  granted: '有应付救助金',
  nothing: '无应付额',
  refused: '不符合给付条件，待人工确认',
  referred: '须由人工核定',
};

const roleName = (value: unknown): string =>
  typeof value === 'string' && isRole(value) ? ROLE_NAMES_ZH[value] : '';
const yuan = (value: unknown): string => (typeof value === 'number' ? `${printYuan(fen(value))} 元` : '');

const receiptResult = (value: unknown): string =>
  RECEIPT_RESULTS.flatMap((one) => (one === value ? [RECEIPT_RESULTS_ZH[one]] : [])).join('');

const paperName = (kind: unknown): string =>
  typeof kind === 'string' && isPaperKind(kind) ? `“${PAPER_NAMES_ZH[kind]}”` : '一份材料';
const rejectionText = (code: unknown): string =>
  typeof code === 'string' && isRejection(code) ? REJECTIONS_ZH[code] : '';

type Words = (details: AuditEvent['details']) => string;

const SENTENCES: Readonly<Record<string, Words>> = {
  'claim-filed': ({ late }) => (late === true ? '已提交申请（超过三十天，转人工核定）' : '已提交申请'),
  'disease-registered': ({ from }) => `门诊慢性病已登记，${String(from)} 起享受待遇`,
  'claim-withdrawn': () => '申请人撤回申请',
  insisted: () => '材料不齐，申请人要求提交，转联合办公室核定',
  'determined-accept': () => '联合办公室核定：受理',
  'determined-decline': () => '联合办公室核定：不予受理，五个工作日内说明并退还材料',
  'determined-uphold': () => '联合办公室复议：维持原决定',
  'review-recover': ({ role }) => `${roleName(role)}决定追回多付的差额`,
  'determined-overturn': () => '联合办公室复议：撤销原决定，重新核定',
  'silence-wait': () => '期限已满，决定继续等待申请人，重新计算期限',
  'silence-return': () => '期限已满，决定退还材料，五个工作日内退还',
  'silence-close': () => '期限已满，决定结案，申请人可重新申请',
  'papers-handed-back': ({ method }) =>
    `已说明情况并退还材料（${method === 'posted' ? '邮寄' : method === 'shown' ? '网上材料，无原件' : '当面'}）`,
  'letter-viewed': () => '工作人员查看或打印告知书',
  objected: () => '申请人提出复议，转联合办公室',
  'citizen-replied': () => '申请人已答复，时限继续计算',
  'review-ask': ({ role }) => `${roleName(role)}请申请人答复，时限暂停`,
  'review-taken': ({ role }) => `${roleName(role)}领取任务`,
  'review-released': ({ role }) => `${roleName(role)}退回任务`,
  'engine-approved': () => '系统按自动核定权限通过',
  'blind-review-same': () => '抽查复审：与系统一致',
  'blind-review-differs': () => '抽查复审：与系统不一致，已登记',
  'remainder-answer': () => '待核实部分已补充事实，重新计算',
  'remainder-refuse': () => '待核实部分不予救助，已付部分不变',
  'split-from': () => '由跨年住院拆分而来',
  'member-deceased': () => '登记参保人去世，救助金转人工核对继承人',
  'approval-stopped': () => '划付前停付：审核通过已撤回，转人工重新审核',
  'recovery-opened': ({ amountFen }) => `立案追回 ${yuan(amountFen)}`,
  'recovery-received': ({ amountFen }) => `追回款到账 ${yuan(amountFen)}`,
  'papers-missing': () => '材料不齐，已通知补充',
  'papers-supplemented': () => '已补充材料',
  'papers-complete': () => '材料齐全，正式受理，五个工作日时限开始计算',
  adjudicated: ({ outcome, totalFen }) =>
    `系统按方案计算：${OUTCOMES_ZH[String(outcome)] ?? String(outcome)}，金额 ${yuan(totalFen)}`,
  'reading-corrected': () => '已对照原图更正材料内容',
  'receipt-checked': ({ result }) => `票据查验：${receiptResult(result)}`,
  'review-opened': ({ role }) => `转${roleName(role)}审核`,
  'review-agree': ({ role }) => `${roleName(role)}同意`,
  'review-refuse': ({ role }) => `${roleName(role)}决定不予救助`,
  'review-answer': ({ role }) => `${roleName(role)}补充事实，重新计算`,
  'decision-reversed': () => '原计算结果已冲回',
  'payment-sent': () => '已送银行划付',
  'payment-booked': ({ amountFen }) => `银行已划付 ${yuan(amountFen)}`,
  'payment-failed': () => '银行未能划付，待核对账户',
  'payment-returned': () => '银行退汇，待核对账户后重新划付',
  'payment-held': () => '划付前核对账户',
  'payment-disputed': () => '银行先报失败、后报成功，已向银行查实中，暂不再付',
  'recall-asked': () => '后一笔付款已送银行，须请银行止付或退回',
  'failure-disproved': () => '经查实，银行已于此前付成',
  'paid-twice': ({ amountFen }) => `同一笔救助金银行付了两次，${yuan(amountFen)} 待退回`,
  'surplus-returned': ({ amountFen }) => `重复支付的 ${yuan(amountFen)} 已退回`,
  'surplus-kept': () => '先到账的一笔被退回，以另一笔已到账的付款为准',
  'bank-result-entered': () => '已登记向银行查实的结果，待复核',
  'bank-result-confirmed': () => '银行结果已复核',
  'bank-result-rejected': () => '登记的银行结果未通过复核',
  'account-correction-proposed': () => '已与申请人核对账户，待复核',
  'account-correction-approved': () => '账户已更正，重新列入应付',
  'account-correction-rejected': () => '账户更正未通过复核',
  'deadline-warned-60': ({ deadlineId, escalatedTo }) =>
    `${promise(deadlineId)}时限已过60%，提醒${roleName(escalatedTo)}`,
  'deadline-warned-80': ({ deadlineId, escalatedTo }) =>
    `${promise(deadlineId)}时限已过80%，提醒${roleName(escalatedTo)}`,
  'deadline-breached': ({ deadlineId, escalatedTo }) =>
    isCitizenLimit(String(deadlineId))
      ? `补充材料或答复的期限已满，转${roleName(escalatedTo)}决定`
      : `已超过承诺的${promise(deadlineId)}时限，升级至${roleName(escalatedTo)}`,
  'claim-viewed': () => '工作人员查看了申请',
  'claim-archived': ({ version }) => `材料归档（第${String(version)}版目录）`,
  'hold-proposed': () => '提请封存档案',
  'hold-approved': () => '档案已封存',
  'release-proposed': () => '提请解除封存',
  'release-approved': () => '档案已解除封存',
  'papers-viewed': () => '工作人员查看了材料',
  'paper-unusable': ({ kind, rejection }) => `${paperName(kind)}不能使用：${rejectionText(rejection)}`,
};

/** The code's own sentence, which says what was wrong; a code of no door has that of its kind. */
const refusedText = ({ details, count = 1 }: AuditEvent): string => {
  const kind = ERROR_KINDS.find((one) => one === details['kind']) ?? 'Forbidden';
  const times = count > 1 ? `（当日${String(count)}次）` : '';
  return `一次操作未被接受${times}：${errorMessage(kind, String(details['code']))}`;
};

export const timelineText = (event: AuditEvent): string =>
  event.action === ATTEMPT_REFUSED
    ? refusedText(event)
    : (SENTENCES[event.action]?.(event.details) ?? event.action);
