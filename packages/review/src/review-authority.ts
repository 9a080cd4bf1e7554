/**
 * Who reviews a claim, by the sum that the engine decided: a dated table (processes A, review authority by amount). Each
 * level is another person; nobody reviews a claim that he or she filed.
 */
import type { Role } from '@erbao/api-contracts/roles';
import { covers, type LocalDate, localDate } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';
import type { Fen } from '@erbao/kernel/money';

export type AuthorityTable = {
  readonly from: LocalDate;
  readonly to?: LocalDate;
  readonly source: string;
  /** False while the office has not confirmed the numbers. */
  readonly confirmed: boolean;
  /** Ordered; `below` in fen, absent in the last row. */
  readonly rows: readonly { readonly belowFen?: number; readonly levels: readonly Role[] }[];
};

/** 初审 + 复核; from 5,000 yuan the deputy director, from 30,000 the director as well. */
export const AUTHORITY_TABLES: readonly AuthorityTable[] = [
  {
    from: localDate('2018-01-01'),
    source: '流程说明 A（示例权限表）',
    confirmed: false,
    rows: [
      { belowFen: 500_000, levels: ['adjudicator', 'reviewer'] },
      { belowFen: 3_000_000, levels: ['adjudicator', 'reviewer', 'supervisor'] },
      { levels: ['adjudicator', 'reviewer', 'supervisor', 'supervisor'] },
    ],
  },
];

/** The roles that must agree, in order; `raised` (a risk signal, the grey list) takes the next row. */
export const levelsFor = (
  totalFen: Fen,
  on: LocalDate,
  raised = false,
  authorities: readonly AuthorityTable[] = AUTHORITY_TABLES,
): readonly Role[] => {
  const rows = authorities.find((one) => covers(one, on))?.rows ?? [];
  const place = rows.findIndex(({ belowFen }) => belowFen === undefined || totalFen < belowFen);
  // above the last row there is nobody: its levels stay
  const row = (raised ? rows[place + 1] : undefined) ?? rows[place];
  if (row === undefined) throw new Defect('authority-table-missing', { on });
  return row.levels;
};
