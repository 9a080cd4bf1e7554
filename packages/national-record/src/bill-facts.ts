/** {@link SettlementRow} → the facts that the engine decides on. */
import type {
  BillAmounts,
  BillFacts,
  BillKind,
  DiagnosisFacts,
  FacilityFacts,
} from '@erbao/benefit-policy/facts';
import { fen } from '@erbao/kernel/money';
import { type DiseaseTable, diseaseOf } from './disease-table.ts';
import type { SettlementAmounts, SettlementRow } from './settlement-row.ts';

/** `referral`: nobody can say from the row alone what kind of bill it is; a person must. */
export type BillFromRow =
  | { readonly ok: true; readonly bill: BillFacts }
  | { readonly ok: false; readonly referral: 'medical-type-unknown' | 'outpatient-disease-unknown' };

const INPATIENT = ['21', '22', '23', '24', '25', '26', '27', '28', '52'];
const OUTPATIENT = ['11', '12', '13', '15', '16', '19', '51'];
const CHRONIC_OR_SPECIAL = '14';
/** Guangzhou's sub-codes of 14. */
const SUB_CODES: ReadonlyMap<string, BillKind> = new Map([
  ['140104', 'chronic-outpatient'],
  ['140201', 'special-outpatient'],
]);

type KindOfBill = { readonly kind: BillKind; readonly disease?: string | undefined };

/** Local codes are longer than the national two digits, which decide. */
const kindOf = (row: SettlementRow, table: DiseaseTable | undefined): KindOfBill | BillFromRow => {
  const prefix = row.medicalType.slice(0, 2);
  if (INPATIENT.includes(prefix)) return { kind: 'inpatient' };
  if (OUTPATIENT.includes(prefix)) return { kind: 'outpatient' };
  if (prefix !== CHRONIC_OR_SPECIAL) return { ok: false, referral: 'medical-type-unknown' };
  const listed = row.diseaseCode === undefined ? undefined : diseaseOf(table, row.diseaseCode);
  const bySubCode = SUB_CODES.get(row.medicalType);
  if (bySubCode !== undefined) {
    const fits = listed !== undefined && `${listed.kind}-outpatient` === bySubCode;
    // an unlisted code stays what it is: the scheme then finds it among no member's registrations
    return { kind: bySubCode, disease: fits ? listed.disease : row.diseaseCode };
  }
  if (listed === undefined) return { ok: false, referral: 'outpatient-disease-unknown' };
  return { kind: `${listed.kind}-outpatient`, disease: listed.disease };
};

const diagnosesOf = (row: SettlementRow): readonly DiagnosisFacts[] =>
  row.mainDiagnosis === undefined
    ? []
    : [
        {
          code: row.mainDiagnosis,
          main: true,
          pathologyConfirmed: row.pathologyConfirmed,
          firstConfirmedOn: row.firstConfirmedOn,
          metastatic: row.metastatic,
          stage: row.stage,
          hiv: row.hiv,
          chemotherapy: row.chemotherapy,
          marrowTransplant: row.marrowTransplant,
        },
      ];

/** 职工大额 stands where residents have 大病保险; what the other funds paid is 其他报销. */
const amountsOf = (amounts: SettlementAmounts): BillAmounts => ({
  total: amounts.totalFen,
  eligible: amounts.eligibleFen,
  deductible: amounts.deductibleFen,
  basic: amounts.basicFen,
  criticalIllness: fen(amounts.criticalIllnessFen + amounts.largeSumFen),
  assistance: amounts.assistanceFen,
  other: fen(amounts.otherFen + amounts.civilServantFen + amounts.enterpriseFen + amounts.disabledFen),
  drug: amounts.drugFen,
  veterans: amounts.veteransFen,
});

/** The facts of one row. `table` is the disease table in force on the row's last day. */
export const billFactsOf = (
  row: SettlementRow,
  facility: FacilityFacts,
  billId: string,
  table: DiseaseTable | undefined,
): BillFromRow => {
  const kind = kindOf(row, table);
  if ('ok' in kind) return kind;
  const dates =
    kind.kind === 'inpatient'
      ? { admittedOn: row.beganOn, dischargedOn: row.endedOn }
      : { servedOn: row.endedOn };
  const bill = {
    id: billId,
    kind: kind.kind,
    facility,
    ...dates,
    diagnoses: diagnosesOf(row),
    disease: kind.disease,
    flags: row.causes,
    amounts: amountsOf(row.amounts),
  };
  return { ok: true, bill };
};
