/** The Chinese sentence of every deed on a claim's timeline. */
import type { AuditEvent } from '@erbao/audit/audit-event';
import { isRole, ROLE_NAMES_ZH } from '@erbao/api-contracts/roles';
import { fen, printYuan } from '@erbao/kernel/money';

const OUTCOMES_ZH: Readonly<Record<string, string>> = {
  granted: '有应付救助金',
  nothing: '无应付额',
  refused: '不符合给付条件，待人工确认',
  referred: '须由人工核定',
};

const roleName = (value: unknown): string =>
  typeof value === 'string' && isRole(value) ? ROLE_NAMES_ZH[value] : '';
const yuan = (value: unknown): string => (typeof value === 'number' ? `${printYuan(fen(value))} 元` : '');

type Words = (details: AuditEvent['details']) => string;

const SENTENCES: Readonly<Record<string, Words>> = {
  'claim-filed': () => '已提交申请',
  'papers-missing': () => '材料不齐，已通知补充',
  'papers-supplemented': () => '已补充材料',
  'papers-complete': () => '材料齐全，正式受理，五个工作日时限开始计算',
  adjudicated: ({ outcome, totalFen }) =>
    `系统按方案计算：${OUTCOMES_ZH[String(outcome)] ?? String(outcome)}，金额 ${yuan(totalFen)}`,
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
  'account-correction-proposed': () => '已与申请人核对账户，待复核',
  'account-correction-approved': () => '账户已更正，重新列入应付',
  'account-correction-rejected': () => '账户更正未通过复核',
  'deadline-warned-60': ({ escalatedTo }) => `时限已过60%，提醒${roleName(escalatedTo)}`,
  'deadline-warned-80': ({ escalatedTo }) => `时限已过80%，提醒${roleName(escalatedTo)}`,
  'deadline-breached': ({ escalatedTo }) => `已超过承诺时限，升级至${roleName(escalatedTo)}`,
  'claim-viewed': () => '工作人员查看了申请',
};

export const timelineText = ({ action, details }: AuditEvent): string =>
  SENTENCES[action]?.(details) ?? action;
