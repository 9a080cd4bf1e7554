/** What the national platform says of a receipt: in force, 已红冲, 已换开纸质, or unknown to it. */
export const RECEIPT_RESULTS = ['valid', 'red-flushed', 'swapped-to-paper', 'not-found'] as const;
export type ReceiptResult = (typeof RECEIPT_RESULTS)[number];

export const RECEIPT_RESULTS_ZH: Readonly<Record<ReceiptResult, string>> = {
  valid: '已开具，有效',
  'red-flushed': '已红冲',
  'swapped-to-paper': '已换开纸质票据',
  'not-found': '查无此票',
};
