/** A paper claim (零星报销) of a sample member, in the words of the claim message. Papers are the caller's to upload. */
import { addDays, completedYears, type LocalDate } from '@erbao/kernel/dates';
import { printYuan } from '@erbao/kernel/money';
import { randomFor } from './random.ts';
import { levelOf, sampleHospitals } from './sample-hospitals.ts';
import type { SampleMember } from './sample-members.ts';
import { difficultAmounts, ordinaryAmounts } from './visit-amounts.ts';

export type SampleClaim = {
  readonly insured: { readonly identityNumber: string };
  readonly invoice: { readonly code: string; readonly number: string };
  readonly bill: {
    readonly kind: 'inpatient';
    readonly hospitalId: string;
    readonly admittedOn: string;
    readonly dischargedOn: string;
    readonly diagnoses: { readonly code: string; readonly main: boolean }[];
    readonly amounts: Readonly<
      Record<
        'total' | 'eligible' | 'deductible' | 'basic' | 'criticalIllness' | 'assistance' | 'other',
        string
      >
    >;
  };
  readonly account: {
    readonly holder: string;
    readonly number: string;
    readonly bankName: string;
    readonly cnaps: string;
    readonly relation: 'self' | 'guardian';
  };
};

const doubled = (digit: number): number => (digit > 4 ? digit * 2 - 9 : digit * 2);

/** The last digit of a card number (Luhn). */
export const luhnDigit = (digits: string): number => {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit);
      return total + (index % 2 === 0 ? doubled(value) : value);
    }, 0);
  return (10 - (sum % 10)) % 10;
};

/** 19 digits from 6200 0000 00, a range of no bank. */
const accountNumber = (memberIndex: number): string => {
  const first18 = `6200000000${String(memberIndex).padStart(8, '0')}`;
  return `${first18}${luhnDigit(first18)}`;
};

/** `dischargedOn` is chosen by the caller, who knows today. `nth` tells several claims of one member apart. */
export const sampleClaimFor = (
  seed: number,
  member: SampleMember,
  dischargedOn: LocalDate,
  nth = 0,
): SampleClaim => {
  const random = randomFor(seed, 4, member.index, nth);
  const hospital = sampleHospitals[random.below(sampleHospitals.length)];
  const level = hospital === undefined ? 1 : levelOf(hospital);
  const amounts = member.difficult ? difficultAmounts(random, level) : ordinaryAmounts(random, level);
  const isMinor = completedYears(member.facts.birthDate, dischargedOn) < 18;
  const days = Math.min(random.between(3, 14), Number(dischargedOn.slice(8)) - 1);
  return {
    insured: { identityNumber: member.identityNumber },
    invoice: {
      code: '44060126',
      number: `${String(member.index).padStart(7, '0')}${String(nth).padStart(3, '0')}`,
    },
    bill: {
      kind: 'inpatient',
      hospitalId: hospital?.hospitalId ?? '',
      admittedOn: addDays(dischargedOn, -days),
      dischargedOn,
      diagnoses: [{ code: 'J18.900', main: true }],
      amounts: {
        total: printYuan(amounts.totalFen),
        eligible: printYuan(amounts.eligibleFen),
        deductible: printYuan(amounts.deductibleFen),
        basic: printYuan(amounts.basicFen),
        criticalIllness: printYuan(amounts.criticalIllnessFen),
        assistance: printYuan(amounts.assistanceFen),
        other: printYuan(amounts.otherFen),
      },
    },
    account: {
      holder: isMinor ? `${member.name.slice(0, 1)}样家长` : member.name,
      number: accountNumber(member.index),
      bankName: '样例银行南沙支行',
      cnaps: '000000000000',
      relation: isMinor ? 'guardian' : 'self',
    },
  };
};
