/** How the families of a year file: their papers, accounts, mistakes and delays; drawn, the same again for the same seed. */
import type { Caller } from '@erbao/api-contracts/caller';
import type { ClaimMessage } from '@erbao/api-contracts/claim-message';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import { papersNeeded } from '@erbao/claims/papers-checklist';
import { addDays, completedYears, type LocalDate } from '@erbao/kernel/dates';
import { type Fen, fen, printYuan } from '@erbao/kernel/money';
import { randomFor } from '@erbao/sample-district/random';
import { luhnDigit } from '@erbao/sample-district/sample-claim';
import type { SampleVisit } from '@erbao/sample-district/sample-visits';
import { type Office } from './claim-office.ts';

/** Of a thousand claims; each is drawn by itself. */
export const HABITS = {
  late: 40,
  incompleteAtFirst: 100,
  accountOfStranger: 10,
  accountMisspelt: 10,
  invoiceOfAnother: 5,
  amountMistyped: 10,
} as const;
type Draft = {
  readonly visit: SampleVisit;
  readonly filedOn: LocalDate;
  readonly habits: Readonly<Record<keyof typeof HABITS, boolean>>;
  readonly minor: boolean;
  readonly place: number;
};
export type Filed = {
  readonly draft: Draft;
  readonly claimId: string;
  readonly caller: Caller;
  readonly missing: readonly PaperKind[];
};

const yuan = (amount: Fen | undefined): string => printYuan(amount ?? fen(0));

const KINDS: Readonly<Record<string, ClaimMessage['bill']['kind']>> = {
  '21': 'inpatient',
  '140201': 'special-outpatient',
  '140104': 'chronic-outpatient',
};

/** `mistyped`: the family writes 100 yuan less than the insurance paid; who looks at the sheet sees it. */
const billOf = (visit: SampleVisit, mistyped: boolean): ClaimMessage['bill'] => {
  const { amounts, cancer, member } = visit;
  const kind = KINDS[visit.medicalType] ?? 'inpatient';
  const basicFen = mistyped ? fen(Math.max(0, amounts.basicFen - 10_000)) : amounts.basicFen;
  return {
    kind,
    hospitalId: visit.hospital.hospitalId,
    ...(kind === 'inpatient'
      ? { admittedOn: visit.beganOn, dischargedOn: visit.endedOn }
      : { servedOn: visit.endedOn }),
    ...(kind === 'chronic-outpatient' ? { disease: member.facts.chronic?.[0]?.disease } : {}),
    diagnoses: [
      {
        code: visit.mainDiagnosis,
        main: true,
        ...(cancer === undefined
          ? {}
          : {
              pathologyConfirmed: true,
              firstConfirmedOn: cancer.firstConfirmedOn,
              metastatic: cancer.metastatic,
              chemotherapy: cancer.chemotherapy,
              stage: cancer.stage,
            }),
      },
    ],
    amounts: {
      total: yuan(amounts.totalFen),
      eligible: yuan(amounts.eligibleFen),
      deductible: yuan(amounts.deductibleFen),
      basic: yuan(basicFen),
      criticalIllness: yuan(amounts.criticalIllnessFen),
      assistance: yuan(amounts.assistanceFen),
      ...(amounts.drugFen === undefined ? {} : { drug: yuan(amounts.drugFen) }),
    },
  };
};

const accountOf = ({ visit: { member }, habits, minor }: Draft): NonNullable<ClaimMessage['account']> => {
  const first18 = `6200000000${String(member.index).padStart(8, '0')}`;
  const digit = (luhnDigit(first18) + (habits.accountMisspelt ? 1 : 0)) % 10;
  return {
    holder: habits.accountOfStranger ? '样外人' : minor ? `${member.name.slice(0, 1)}样家长` : member.name,
    number: `${first18}${String(digit)}`,
    bankName: '样例银行南沙支行',
    cnaps: '000000000000',
    relation: minor && !habits.accountOfStranger ? 'guardian' : 'self',
  };
};

export const draftsOf = (seed: number, visits: readonly SampleVisit[]): readonly Draft[] =>
  visits.map((visit, place) => {
    const random = randomFor(seed, 91, visit.member.index, place);
    const draw = (perMille: number): boolean => random.chance(perMille, 1_000);
    const habits = {
      late: draw(HABITS.late),
      incompleteAtFirst: draw(HABITS.incompleteAtFirst),
      accountOfStranger: draw(HABITS.accountOfStranger),
      accountMisspelt: draw(HABITS.accountMisspelt),
      invoiceOfAnother: draw(HABITS.invoiceOfAnother),
      amountMistyped: draw(HABITS.amountMistyped),
    };
    const days = habits.late ? random.between(31, 60) : random.between(1, 28);
    const minor = completedYears(visit.member.facts.birthDate, addDays(visit.endedOn, days)) < 18;
    return { visit, filedOn: addDays(visit.endedOn, days), habits, minor, place };
  });

export const fileDraft = async (office: Office, draft: Draft): Promise<Filed> => {
  const { visit, habits, minor, place, filedOn } = draft;
  const { memberId } = await office.enrol(visit.member.identityNumber, visit.member.name, visit.member.facts);
  const claimKind = visit.cancer === undefined ? 'single' : 'cancer';
  const needed = papersNeeded({ kind: claimKind, minor, on: filedOn });
  const missing = habits.incompleteAtFirst ? [needed[place % needed.length] ?? 'invoice'] : [];
  const papers = [];
  for (const kind of needed.filter((one) => !missing.includes(one)))
    papers.push(
      await office.handIn(
        kind,
        new TextEncoder().encode(`%PDF-1.4 ${kind} ${String(place)} %%EOF`),
        memberId,
      ),
    );
  const subject = `${minor ? 'parent' : 'citizen'}-${String(visit.member.index)}`;
  const invoice = habits.invoiceOfAnother && place > 0 ? place - 1 : place;
  const claimId = await office.take({
    contract: 'erbao.claim/1',
    channel: 'sample-year',
    filingId: `year-${String(place).padStart(8, '0')}`,
    filedAt: office.clock(),
    filedBy: subject,
    insured: { memberId },
    invoice: { code: '44060126', number: String(invoice).padStart(10, '0') },
    claimKind,
    ...(minor ? { byGuardian: true } : {}),
    bill: billOf(visit, habits.amountMistyped),
    papers,
    account: accountOf(draft),
  });
  return { draft, claimId, caller: { subject, roles: ['citizen'], memberId }, missing };
};
