/** 3201 and 3202 in the national envelope: the same comparison as the clean form. */
import type { Tables } from '@erbao/dynamo-kit/tables';
import { InvalidInput } from '@erbao/kernel/errors';
import { textOf, nodeOf } from '@erbao/national-record/admission-record';
import { readNationalStatement } from '@erbao/national-record/statement-record';
import { lineDifferences } from '@erbao/settlement-files/line-differences';
import * as totals from '@erbao/settlement-files/totals-first';
import type { Done } from './national-envelope.ts';
import { periodOf, sumsOf, totalsView } from './reconciliations.ts';

type Said = {
  readonly needs: { readonly tables: Tables };
  readonly hospitalId: string;
  readonly input: Readonly<Record<string, unknown>>;
};

/** 对账结果 stmt_rslt, as the interface's own test service answers. */
const AGREES = '000000';
const DIFFERS = '000001';
const COUNT = /^\d{1,8}$/;

const statementInfo = (input: Said['input'], agrees: boolean, text: string) => ({
  setl_optins: textOf(nodeOf(input), 'setl_optins', 'clr_optins'),
  stmt_rslt: agrees ? AGREES : DIFFERS,
  stmt_rslt_dscr: text.slice(0, 500),
});

export const nationalTotals = async ({ needs, hospitalId, input }: Said): Promise<Done> => {
  const said = readNationalStatement(input);
  if (!COUNT.test(said.settlements))
    throw new InvalidInput('settlement-invalid', {
      fields: ['fixmedins_setl_cnt:number-invalid'],
      problems: ['结算人次（fixmedins_setl_cnt）：应为不超过 8 位的整数'],
    });
  const ours = await totals.addUp(totals.settlementsIn(needs.tables, periodOf(hospitalId, said)));
  const stated = { settlements: Number(said.settlements), sums: sumsOf(said.sums) };
  const differences = totals.totalDifferences(stated, ours);
  const text = differences.map((one) => `${one.nameZh}：医院 ${one.said}，本系统 ${one.ours}`).join('；');
  return {
    output: {
      stmtinfo: statementInfo(input, differences.length === 0, text === '' ? '总账相符' : text),
      eb_totals: totalsView(ours),
    },
    warnings: [],
  };
};

export const nationalDetails = async ({ needs, hospitalId, input }: Said): Promise<Done> => {
  const said = readNationalStatement(input);
  // a file sent by 9101 would be compared as no lines at all
  if (!said.hasLines) throw new InvalidInput('statement-without-lines');
  const unnamed = said.lines.findIndex(({ settlementId }) => settlementId === '');
  if (unnamed !== -1)
    throw new InvalidInput('settlement-invalid', {
      fields: [`detail.${String(unnamed)}.setl_id:cell-missing`],
      problems: [`第 ${String(unnamed + 1)} 笔明细缺少结算ID（setl_id）`],
    });
  const lines = said.lines.map(({ settlementId, reversed, sums }) => ({
    setlId: settlementId,
    reversed,
    sums: sumsOf(sums),
  }));
  const found = await lineDifferences(needs.tables, periodOf(hospitalId, said), lines);
  const text = found.length === 0 ? '明细账相符' : `${String(found.length)} 笔不一致`;
  return {
    output: {
      stmtinfo: statementInfo(input, found.length === 0, text),
      stmtdetail: found.map(({ setlId, kind, kindZh, sums }) => ({
        setl_id: setlId,
        stmt_rslt: kind,
        memo: [kindZh, ...sums.map((one) => `${one.nameZh}：医院 ${one.said}，本系统 ${one.ours}`)].join(
          '；',
        ),
      })),
    },
    warnings: [],
  };
};
