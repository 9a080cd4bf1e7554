import type { BillFacts } from '@erbao/benefit-policy/facts';
import { claimAccountSchema, claimBillSchema } from '@erbao/api-contracts/claim-message';
import { applyMovements } from '@erbao/benefit-policy/decide-bills';
import type { CompiledScheme, UsedCeilings } from '@erbao/benefit-policy/engine';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { localDate } from '@erbao/kernel/dates';
import { checkAmounts } from '@erbao/national-record/amount-identities';
import { billFactsOf } from '@erbao/national-record/bill-facts';
import { diseaseTableOn, diseaseTables } from '@erbao/national-record/disease-table';
import { readIdentityNumber } from '@erbao/national-record/identity-number';
import { readSettlementRow } from '@erbao/national-record/read-settlement-row';
import { readChunk, splitIntoChunks } from '@erbao/month-file/chunks';
import { createRowIntake } from '@erbao/month-file/row-intake';
import { detectEncoding } from '@erbao/tabular/detect-encoding';
import { readCsv } from '@erbao/tabular/read-csv';
import { describe, expect, it } from 'vitest';
import { luhnDigit } from './sample-claim.ts';
import { openSampleDistrict } from './sample-district.ts';
import { BAD_ROWS, type SampleFile } from './sample-file.ts';
import { levelOf, sampleHospitals } from './sample-hospitals.ts';
import { DISTRICT_PEOPLE } from './sample-members.ts';
import type { SampleVisit } from './sample-visits.ts';
import { visitCells } from './visit-cells.ts';

const district = openSampleDistrict({ seed: 7, year: 2026 });
const table = diseaseTableOn(diseaseTables, localDate('2026-01-01'));

const billOf = (visit: SampleVisit): BillFacts => {
  const read = readSettlementRow(visitCells(visit));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const [warning] = checkAmounts(read.row.amounts, 'account-included');
  if (warning !== undefined) throw new Error(warning.messageZh);
  const facility = { level: levelOf(visit.hospital), area: 'inside', designated: true } as const;
  const facts = billFactsOf(read.row, facility, visit.settlementId, table);
  if (!facts.ok) throw new Error(facts.referral);
  return facts.bill;
};

const nansha = (): CompiledScheme => {
  const found = publishedSchemeBook().schemeFor('nansha-2018', localDate('2026-06-01'));
  if (!found.found) throw new Error(found.reason);
  return found.scheme;
};

/** Count, mean and standard error of sums in fen. */
class Tally {
  #count = 0;
  #sum = 0;
  #squares = 0;
  add(fenPaid: number): void {
    this.#count += 1;
    this.#sum += fenPaid;
    this.#squares += fenPaid * fenPaid;
  }
  get count(): number {
    return this.#count;
  }
  get mean(): number {
    return this.#sum / this.#count;
  }
  get standardError(): number {
    return Math.sqrt((this.#squares / this.#count - this.mean ** 2) / this.#count);
  }
}

describe('the whole district under nansha-2018', () => {
  it('has the rates and averages of the plan', { timeout: 120_000 }, () => {
    const whole = openSampleDistrict({ seed: 11, year: 2026, members: DISTRICT_PEOPLE });
    const scheme = nansha();
    const lines = {
      difficultStay: new Tally(),
      otherStay: new Tally(),
      chronic: new Tally(),
      cancer: new Tally(),
      specific: new Tally(),
      condolence: new Tally(),
    };
    let difficult = 0;
    for (const member of whole.members()) {
      if (member.difficult) difficult += 1;
      let used: UsedCeilings = {};
      for (const visit of whole.visitsOf(member)) {
        const { decision, movements } = scheme.decide({ member: member.facts, bill: billOf(visit) }, used);
        used = applyMovements(used, movements);
        if (decision.outcome !== 'granted' || decision.referrals.length > 0)
          throw new Error(`${visit.settlementId} ${JSON.stringify(decision)}`);
        const { benefits } = decision;
        if (visit.medicalType === '140104') lines.chronic.add(benefits['chronic'] ?? 0);
        else (member.difficult ? lines.difficultStay : lines.otherStay).add(benefits['inpatient'] ?? 0);
        if (visit.cancer !== undefined)
          (visit.cancer.chemotherapy ? lines.specific : lines.cancer).add(benefits['cancer'] ?? 0);
        if (benefits['condolence'] !== undefined) lines.condolence.add(benefits['condolence']);
      }
    }
    const plan = [
      ['difficultStay', 12_581, 0.1415, 117_100],
      ['otherStay', 224_373, 0.1415, 83_900],
      ['chronic', 236_954, 0.4402, 9_900],
      ['cancer', 236_954, 0.0028, 2_683_800],
      ['specific', 236_954, 0.0017, 2_461_700],
      ['condolence', 236_954, 0.0027, 200_000],
    ] as const;
    expect(difficult).toBe(12_581);
    for (const [name, people, rate, mean] of plan) {
      const tally = lines[name];
      const visits = people * rate;
      // four standard errors: a false alarm once in some thousand seeds, and the seed is fixed
      expect(Math.abs(tally.count - visits)).toBeLessThan(4 * Math.sqrt(visits));
      expect(Math.abs(tally.mean - mean)).toBeLessThanOrEqual(4 * tally.standardError + 1);
    }
  });
});

describe('members', () => {
  it('are valid in form, different people, evidently made up', () => {
    const members = [...openSampleDistrict({ seed: 7, year: 2026, members: 70_000 }).members()];
    expect(new Set(members.map(({ identityNumber }) => identityNumber)).size).toBe(members.length);
    for (const { identityNumber, name, facts } of members.slice(0, 3_000)) {
      expect(readIdentityNumber(identityNumber)).toBe(identityNumber);
      expect(identityNumber).toMatch(/^440115\d{8}9\d\d[\dX]$/);
      expect(identityNumber.slice(6, 14)).toBe(facts.birthDate.replaceAll('-', ''));
      expect(name.slice(1, 2)).toBe('样');
    }
  });

  it('are the same for the same seed and do not depend on how many there are', () => {
    const more = openSampleDistrict({ seed: 7, year: 2026, members: 5_000 });
    expect([...district.members()].slice(0, 50)).toEqual([...more.members()].slice(0, 50));
    expect(openSampleDistrict({ seed: 8, year: 2026 }).memberAt(3)).not.toEqual(district.memberAt(3));
    expect(district.memberCount).toBe(2_000);
    expect(() => openSampleDistrict({ seed: 1, year: 2026, members: 0 })).toThrow('sample-size-out-of-range');
  });
});

const read = async (file: SampleFile) => {
  const detected = await detectEncoding([file.bytes]);
  if (!detected.ok) throw new Error(detected.problem);
  expect(detected.encoding).toBe(file.encoding);
  const chunks: string[] = [];
  for await (const item of splitIntoChunks(readCsv([file.bytes], detected.encoding), 100)) {
    if (item.kind === 'refused') throw new Error(JSON.stringify(item.problems));
    if (item.kind === 'chunk') chunks.push(item.text);
  }
  return chunks.map(readChunk);
};

describe('month files', () => {
  it('are read back without a problem for every hospital, in its own encoding', async () => {
    let rows = 0;
    for (const { hospitalId } of sampleHospitals) {
      const file = district.settlementFileFor({ hospitalId, month: '2026-05' });
      for (const chunk of await read(file)) {
        const intake = createRowIntake(chunk.header, hospitalId);
        for (const row of chunk.rows) expect(intake(row)).toMatchObject({ ok: true });
        rows += chunk.rows.length;
      }
    }
    expect(rows).toBeGreaterThan(50);
    expect(new Set(sampleHospitals.map(({ fileEncoding }) => fileEncoding)).size).toBe(2);
  });

  it('carry the bad rows that were asked for', async () => {
    const hospitalId = 'H44011500001';
    const file = district.settlementFileFor({
      hospitalId,
      month: '2026-05',
      encoding: 'gb18030',
      badRows: BAD_ROWS,
    });
    const [chunk] = await read(file);
    if (chunk === undefined) throw new Error('no chunk');
    expect(chunk.rows).toHaveLength(file.rowCount);
    const intake = createRowIntake(chunk.header, hospitalId);
    const codes = chunk.rows.slice(1, 1 + BAD_ROWS.length).map((row) => {
      const result = intake(row);
      return result.ok ? 'read' : result.problems.map(({ code }) => code).join();
    });
    expect(codes).toEqual([
      'amount-invalid',
      'read',
      'too-many-columns',
      'facility-not-uploader',
      'quote-broken',
      'read',
    ]);
  });

  it('are the same bytes again', () => {
    const wish = { hospitalId: 'H44011500002', month: '2026-03', badRows: BAD_ROWS };
    expect(district.settlementFileFor(wish)).toEqual(district.settlementFileFor(wish));
    expect(() => district.settlementFileFor({ ...wish, hospitalId: 'H1' })).toThrow(
      'sample-hospital-unknown',
    );
  });
});

it('sample claims keep the contract of the claim message', () => {
  for (const index of [0, 1, 17, 18, 1_999]) {
    const claim = district.sampleClaimFor(district.memberAt(index), localDate('2026-10-20'), 2);
    expect(claimBillSchema.parse(claim.bill)).toEqual(claim.bill);
    expect(claimAccountSchema.parse(claim.account)).toEqual(claim.account);
    expect(claim.account.number).toHaveLength(19);
    expect(luhnDigit(claim.account.number.slice(0, 18))).toBe(Number(claim.account.number.slice(18)));
    expect(claim.invoice.number).toMatch(/^\d{10}$/);
  }
});
