/** The goals of the machine and of the office on a year of sample claims; exact for the seed, whatever the machine. */
import { beforeAll, describe, expect, it } from 'vitest';
import { playYear, type YearReport } from '../support/claims-year.ts';

let report: YearReport;
beforeAll(async () => {
  report = await playYear({ members: 500, seed: 7, year: 2025 });
}, 300_000);

describe('a year of paper claims', () => {
  it('has clean ones and others', () => {
    expect(report.filed).toBeGreaterThan(200);
    expect(report.clean / report.filed).toBeGreaterThan(0.5);
    expect(report.clean).toBeLessThan(report.filed);
    for (const code of ['filed-late', 'filed-by-guardian', 'account-guardian-unknown'])
      expect(report.untouched[code], code).toBeGreaterThan(0);
  });

  it('is decided by the engine for at least 85 % of the clean ones, of stays alone as well, and at once', () => {
    expect(report.cleanByEngine / report.clean).toBeGreaterThanOrEqual(0.85);
    expect(report.cleanStaysByEngine / report.cleanStays).toBeGreaterThanOrEqual(0.85);
    expect(report.cleanInTenMinutes).toBe(report.cleanByEngine);
  });

  it('has no claim that the engine decided though it was not clean', () => {
    expect(report.byEngine).toBe(report.cleanByEngine);
  });

  it('keeps every promise with an office of some people', () => {
    expect(report.kept).toBe(report.promised);
    expect(report.promised).toBe(report.filed);
  });

  it('stands the blind second look by another program', () => {
    expect(report.blindSame).toBeGreaterThan(0);
    // one mistyped sum in a hundred claims: what the sample is there to find
    expect(report.blindDiffers).toBeLessThanOrEqual(2);
  });
});
