/**
 * What is known about a member and a bill when it is decided: facts only, never a name or an identity number.
 * The field names are those of the case files; amounts are integer fen.
 */
import type { DateRange, LocalDate } from '@erbao/kernel/dates';
import type { Fen } from '@erbao/kernel/money';

export const AMOUNT_NAMES = [
  'total',
  'eligible',
  'deductible',
  'basic',
  'criticalIllness',
  'assistance',
  'other',
  'excluded',
  'drug',
  'veterans',
] as const;
export type AmountName = (typeof AMOUNT_NAMES)[number];

export const BILL_KINDS = ['inpatient', 'special-outpatient', 'chronic-outpatient', 'outpatient'] as const;
export type BillKind = (typeof BILL_KINDS)[number];
export const SEXES = ['male', 'female'] as const;
export const INSURANCES = ['resident', 'employee', 'none'] as const;
export const AREAS = ['inside', 'outside', 'town'] as const;
export const TIERS = ['grassroots', 'city'] as const;
export const LEVELS = [0, 1, 2, 3] as const;
export const PLANS = ['inpatient', 'outpatient'] as const;

/** An identity is a word that a scheme file declares, e.g. `difficult`; it counts while its range covers the bill. */
export type IdentityFacts = DateRange & { readonly kind: string };
export type EnrolmentFacts = DateRange & { readonly plan?: (typeof PLANS)[number] | undefined };

export type MemberFacts = {
  readonly birthDate: LocalDate;
  readonly sex: (typeof SEXES)[number];
  readonly insurance: (typeof INSURANCES)[number];
  readonly identities: readonly IdentityFacts[];
  readonly enrolments: readonly EnrolmentFacts[];
  readonly chronic?: readonly { readonly disease: string; readonly registeredOn: LocalDate }[] | undefined;
  readonly suspendedKinds?: readonly BillKind[] | undefined;
};

export type FacilityFacts = {
  readonly level: (typeof LEVELS)[number];
  readonly area: (typeof AREAS)[number];
  readonly designated: boolean;
  readonly tier?: (typeof TIERS)[number] | undefined;
};

export type DiagnosisFacts = {
  readonly code: string;
  readonly main: boolean;
  readonly pathologyConfirmed?: boolean | undefined;
  readonly firstConfirmedOn?: LocalDate | undefined;
  /** Absent means unknown, which is not the same as false. */
  readonly metastatic?: boolean | undefined;
  readonly stage?: string | undefined;
  readonly hiv?: boolean | undefined;
  readonly chemotherapy?: boolean | undefined;
  readonly marrowTransplant?: boolean | undefined;
  readonly listedDisease?: boolean | undefined;
};

export type BillAmounts = { readonly [name in AmountName]?: Fen | undefined };

export type BillFacts = {
  readonly id?: string | undefined;
  readonly kind: BillKind;
  readonly facility: FacilityFacts;
  readonly admittedOn?: LocalDate | undefined;
  readonly dischargedOn?: LocalDate | undefined;
  readonly servedOn?: LocalDate | undefined;
  readonly diagnoses?: readonly DiagnosisFacts[] | undefined;
  readonly disease?: string | undefined;
  readonly flags?: readonly string[] | undefined;
  readonly amounts: BillAmounts;
};

export type Facts = { readonly member: MemberFacts; readonly bill: BillFacts };

/** Beyond this a sum of a few amounts could leave the exact integers of a double. */
export const MOST_FEN = 1_000_000_000_000_000;

/** The date of a bill: its discharge (inpatient) or its service; it chooses the version, the year and the identities. */
export const billDate = (bill: BillFacts): LocalDate | undefined =>
  bill.kind === 'inpatient' ? bill.dischargedOn : bill.servedOn;

/** The day from which age counts at treatment: admission, or the service date of an outpatient bill. */
export const treatmentStart = (bill: BillFacts): LocalDate | undefined =>
  bill.kind === 'inpatient' ? bill.admittedOn : bill.servedOn;
