/** 对总账 and 对明细账 (3201, 3202) in national names → the sums and lines as our clean form writes them. */
import { type Fields, isFields, nodeOf, textOf } from './admission-record.ts';

export type NationalSums = {
  readonly billed?: string;
  readonly granted?: string;
  readonly fundPaid?: string;
  readonly account?: string;
  readonly cash?: string;
};
export type NationalStatement = {
  readonly beganOn: string;
  readonly endedOn: string;
  readonly insurance?: string;
  readonly kind?: 'outpatient' | 'inpatient';
  readonly settlements: string;
  readonly sums: NationalSums;
  /** False where the message names a file, or nothing. */
  readonly hasLines: boolean;
  readonly lines: readonly {
    readonly settlementId: string;
    readonly reversed: boolean;
    readonly sums: NationalSums;
  }[];
};

/** Areas write dates with or without a time. */
const dayOf = (text: string): string => text.slice(0, 10);

const stated = (name: keyof NationalSums, text: string): NationalSums =>
  text === '' ? {} : { [name]: text };

const sumsOf = (fields: Fields): NationalSums => ({
  ...stated('billed', textOf(fields, 'medfee_sumamt')),
  ...stated('granted', textOf(fields, 'eb_fund_pay')),
  ...stated('fundPaid', textOf(fields, 'fund_pay_sumamt')),
  ...stated('account', textOf(fields, 'acct_pay')),
  ...stated('cash', textOf(fields, 'cash_payamt')),
});

/** 清算类别: 11 outpatient, 21 inpatient; other kinds ask for both. */
const kindOf = (clearing: string): Pick<NationalStatement, 'kind'> => {
  if (clearing.startsWith('1')) return { kind: 'outpatient' };
  return clearing.startsWith('2') ? { kind: 'inpatient' } : {};
};

const REVERSED = '1';
const LINES = ['detail', 'stmtdetail', 'setldetail'];

export const readNationalStatement = (input: Fields): NationalStatement => {
  const node = nodeOf(input);
  const insurance = textOf(node, 'insutype');
  const lists = LINES.flatMap((name) => [input[name], node[name]]);
  const list = lists.find((one) => Array.isArray(one));
  const lines = list ?? [];
  return {
    beganOn: dayOf(textOf(node, 'stmt_begndate')),
    endedOn: dayOf(textOf(node, 'stmt_enddate')),
    ...(insurance === '' ? {} : { insurance }),
    ...kindOf(textOf(node, 'clr_type')),
    settlements: textOf(node, 'fixmedins_setl_cnt'),
    sums: sumsOf(node),
    hasLines: list !== undefined,
    lines: lines.filter(isFields).map((line) => ({
      settlementId: textOf(line, 'setl_id', 'medins_setl_id'),
      reversed: textOf(line, 'refd_setl_flag') === REVERSED,
      sums: sumsOf(line),
    })),
  };
};
