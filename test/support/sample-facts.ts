/** A member, a hospital and claims for tests: evidently made up, valid in form. */
import type { ClaimMessage } from '@erbao/api-contracts/claim-message';
import type { MemberFacts } from '@erbao/benefit-policy/facts';
import type { Hospital } from '@erbao/hospitals/hospital';
import { localDate } from '@erbao/kernel/dates';

export const HOSPITAL: Hospital = {
  hospitalId: 'H44011599001',
  name: '样例医院',
  area: 'inside',
  levels: [{ level: 2, from: localDate('2018-01-01'), source: '测试样例' }],
  designations: [{ from: localDate('2018-01-01') }],
  sample: true,
};

/** Valid checksum, serial range of the sample district. */
export const IDENTITY_NUMBER = '440115196503029032';

export const DIFFICULT: MemberFacts = {
  birthDate: localDate('1965-03-02'),
  sex: 'male',
  insurance: 'resident',
  identities: [{ kind: 'difficult', from: localDate('2018-01-01') }],
  enrolments: [{ from: localDate('2018-01-01'), to: localDate('2027-12-31') }],
};

export const ORDINARY: MemberFacts = { ...DIFFICULT, identities: [] };

type BillMessage = ClaimMessage & {
  readonly invoice: NonNullable<ClaimMessage['invoice']>;
  readonly account: NonNullable<ClaimMessage['account']>;
};

/** A claim message whose insured is the sample member; amounts and papers as given. */
export const claimMessage = (more: Partial<BillMessage> = {}): BillMessage => ({
  contract: 'erbao.claim/1',
  filingId: 'test-filing-0001',
  channel: 'test-channel',
  filedAt: '2026-10-12T02:00:00.000Z',
  filedBy: 'citizen-1',
  insured: { identityNumber: IDENTITY_NUMBER },
  invoice: { code: '44060126', number: '0000000001' },
  bill: {
    kind: 'inpatient',
    hospitalId: HOSPITAL.hospitalId,
    admittedOn: '2026-09-20',
    dischargedOn: '2026-10-01',
    diagnoses: [{ code: 'J18.900', main: true }],
    amounts: { total: '8900.00', eligible: '8000.00', deductible: '400.00', basic: '4000.00' },
  },
  papers: [],
  account: {
    holder: '样例甲',
    number: '6200000000000000018',
    bankName: '样例银行',
    cnaps: '000000000000',
    relation: 'self',
  },
  ...more,
});
