/** All that the papers of one stay say, drawn from a visit or a claim of the sample district. Nobody in it exists. */
import { type LocalDate, localDate } from '@erbao/kernel/dates';
import { type Fen, readFen, shareOf, subtractFen, ZERO_FEN } from '@erbao/kernel/money';
import { sexIn } from '@erbao/national-record/identity-number';
import type { SettlementAmounts } from '@erbao/national-record/settlement-row';
import { randomFor } from '@erbao/sample-district/random';
import { luhnDigit, type SampleClaim } from '@erbao/sample-district/sample-claim';
import { sampleHospitals } from '@erbao/sample-district/sample-hospitals';
import type { SampleMember } from '@erbao/sample-district/sample-members';
import type { SampleVisit } from '@erbao/sample-district/sample-visits';
import { amountsOf } from '@erbao/sample-district/visit-amounts';

export type PaperFacts = {
  readonly name: string;
  readonly identityNumber: string;
  readonly sex: '男' | '女';
  readonly birthDate: LocalDate;
  readonly hospitalName: string;
  readonly bill: { readonly code: string; readonly number: string; readonly checkCode: string };
  readonly settlementId: string;
  readonly recordNumber: string;
  readonly admittedOn: LocalDate;
  readonly dischargedOn: LocalDate;
  readonly diagnosis: { readonly code: string; readonly name: string };
  readonly amounts: SettlementAmounts;
  readonly account: { readonly number: string; readonly bankName: string };
};

const DIAGNOSIS_NAMES: Readonly<Record<string, string>> = {
  J18: '肺炎',
  I10: '原发性高血压',
  E11: '2型糖尿病',
  K29: '慢性胃炎',
  M51: '腰椎间盘突出',
  I63: '脑梗死',
  S52: '桡骨远端骨折',
  N20: '肾结石',
  N18: '慢性肾脏病',
  C16: '胃恶性肿瘤',
  C18: '结肠恶性肿瘤',
  C22: '肝恶性肿瘤',
  C34: '肺恶性肿瘤',
  C50: '乳腺恶性肿瘤',
};

const CHECK_CHARACTERS = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ23456789');
const digits = (below: (n: number) => number, count: number): string =>
  Array.from({ length: count }, () => String(below(10))).join('');

/** What is printed beside the amounts; `label` tells the papers of one member apart. */
const printed = (member: SampleMember, label: number) => {
  const random = randomFor(label, 61, member.index);
  const account = `6200000000${String(member.index).padStart(8, '0')}`;
  return {
    name: member.name,
    identityNumber: member.identityNumber,
    sex: sexIn(member.identityNumber) === 'male' ? '男' : '女',
    birthDate: member.facts.birthDate,
    recordNumber: `ZY${digits(random.below, 8)}`,
    checkCode: Array.from(
      { length: 6 },
      () => CHECK_CHARACTERS[random.below(CHECK_CHARACTERS.length)] ?? 'A',
    ).join(''),
    account: { number: `${account}${luhnDigit(account)}`, bankName: '样例银行' },
  } as const;
};

const diagnosisOf = (code: string) => ({
  code,
  name: DIAGNOSIS_NAMES[code.slice(0, 3)] ?? '肺炎',
});

/** Part of what the patient paid came from the personal account, in one of three visits. */
const withAccount = (amounts: SettlementAmounts, seed: number, index: number): SettlementAmounts => {
  const random = randomFor(seed, 62, index);
  if (!random.chance(1, 3)) return amounts;
  const accountFen = shareOf(amounts.cashFen, { num: random.between(1, 19), den: 20 });
  return { ...amounts, accountFen, cashFen: subtractFen(amounts.cashFen, accountFen) };
};

export const paperFactsOfVisit = (visit: SampleVisit, seed: number): PaperFacts => {
  const { member, hospital, mainDiagnosis, settlementId, amounts } = visit;
  const { checkCode, ...rest } = printed(member, seed);
  return {
    ...rest,
    hospitalName: hospital.name,
    bill: { code: '44060126', number: String(9_000_000_000 + member.index * 7 + (seed % 7)), checkCode },
    settlementId,
    admittedOn: visit.beganOn,
    dischargedOn: visit.endedOn,
    diagnosis: diagnosisOf(mainDiagnosis),
    amounts: withAccount(amounts, seed, member.index),
  };
};

const yuan = (text: string): Fen => {
  const read = readFen(text);
  return read.ok ? read.fen : ZERO_FEN;
};

/** The same sums as the claim, with what it does not say filled in as the district's visits have it. */
const amountsOfClaim = ({ amounts }: SampleClaim['bill']): SettlementAmounts => {
  const eligibleFen = yuan(amounts.eligible);
  return amountsOf({
    eligibleFen,
    outOfScopeFen: subtractFen(yuan(amounts.total), eligibleFen),
    deductibleFen: yuan(amounts.deductible),
    basicFen: yuan(amounts.basic),
    criticalIllnessFen: yuan(amounts.criticalIllness),
    assistanceFen: yuan(amounts.assistance),
    otherFen: yuan(amounts.other),
  });
};

export const paperFactsOfClaim = (member: SampleMember, claim: SampleClaim): PaperFacts => {
  const { bill, invoice, account } = claim;
  const { checkCode, ...rest } = printed(member, 0);
  const hospital = sampleHospitals.find(({ hospitalId }) => hospitalId === bill.hospitalId);
  return {
    ...rest,
    hospitalName: hospital?.name ?? '',
    bill: { ...invoice, checkCode },
    settlementId: `YL${bill.dischargedOn.slice(0, 4)}S${invoice.number}`,
    admittedOn: localDate(bill.admittedOn),
    dischargedOn: localDate(bill.dischargedOn),
    diagnosis: diagnosisOf(bill.diagnoses[0]?.code ?? ''),
    amounts: amountsOfClaim(bill),
    account: { number: account.number, bankName: account.bankName },
  };
};
