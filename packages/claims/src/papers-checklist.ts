/** Which papers a claim needs [nansha 五(二)2 (1)–(8), 3]: a dated table by kind and person; what is missing is named once. */
import type { ClaimKind } from '@erbao/api-contracts/claim-message';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { covers, type LocalDate, localDate } from '@erbao/kernel/dates';
import { Defect } from '@erbao/kernel/errors';

type Row = {
  readonly from: LocalDate;
  readonly to?: LocalDate;
  readonly kind: ClaimKind;
  readonly papers: readonly PaperKind[];
  /** (7) 未成年人提供户口本和出生证. */
  readonly minorsToo: readonly PaperKind[];
  readonly clause: string;
};

const FROM = localDate('2018-01-01');
const MINORS: readonly PaperKind[] = ['household-register', 'birth-certificate'];
const SINGLE: readonly PaperKind[] = [
  'invoice',
  'diagnosis',
  'medical-record',
  'cost-list',
  'bank-account',
  'identity-card',
  'settlement-sheet',
];

export const PAPER_TABLE: readonly Row[] = [
  { from: FROM, kind: 'single', papers: SINGLE, minorsToo: MINORS, clause: 'nansha 五(二)2' },
  {
    from: FROM,
    kind: 'supplementary',
    // 报销资料可以使用复印件，但复印件上必须明示已报销金额，并加盖原报销部门公章
    papers: ['stamped-copy', ...SINGLE.filter((paper) => paper !== 'invoice')],
    minorsToo: MINORS,
    clause: 'nansha 五(二)3',
  },
  {
    from: FROM,
    kind: 'cancer',
    papers: [...SINGLE, 'specialist-diagnosis', 'diagnosis-evidence', 'admission-record'],
    minorsToo: MINORS,
    clause: 'nansha 五(二)2，流程说明 A（癌症材料）',
  },
  {
    from: FROM,
    kind: 'chronic',
    // 患者把…诊断证明书复印件和身份证复印件交回; the register shows who may act for a child
    papers: ['chronic-certificate', 'identity-card'],
    minorsToo: ['household-register'],
    clause: 'nansha 四(一)2，流程说明 G（门慢登记）',
  },
];

export type Claimed = { readonly kind: ClaimKind; readonly minor: boolean; readonly on: LocalDate };

/** Throws a Defect when no row covers the kind on the day. */
export const papersNeeded = (
  { kind, minor, on }: Claimed,
  table: readonly Row[] = PAPER_TABLE,
): readonly PaperKind[] => {
  const row = table.find((one) => one.kind === kind && covers(one, on));
  if (row === undefined) throw new Defect('paper-table-missing', { kind, on });
  return minor ? [...row.papers, ...row.minorsToo] : row.papers;
};

/** The kinds that are needed and of which no stored paper is there, in the order of the list. */
export const papersMissing = (
  needed: readonly PaperKind[],
  stored: readonly PaperKind[],
): readonly PaperKind[] => needed.filter((kind) => !stored.includes(kind));
