/** What may be the case with one attempt to pay. */
export const PAYMENT_STATES = [
  'payable',
  'held',
  'batched',
  'in-payment',
  'paid',
  'failed',
  'returned',
  /** Called failed and later paid: two people find out which. */
  'disputed',
  /** Never sent: an earlier attempt turned out to be paid, or the approval was taken back. */
  'stopped',
  /** Paid beside another attempt that stands: the fund is owed it back. */
  'surplus',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const PAYMENT_STATE_NAMES_ZH: Readonly<Record<PaymentState, string>> = {
  payable: '应付',
  held: '待核账户',
  batched: '已入批',
  'in-payment': '划付中',
  paid: '已付',
  failed: '支付失败',
  returned: '已退汇',
  disputed: '银行结果有出入',
  stopped: '已停付',
  surplus: '重复支付待追回',
};
