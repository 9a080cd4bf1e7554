/**
 * A made-up district (样例): the document's 14 hospitals, people who do not exist, and a year of visits at the rates and
 * averages of the plan's fund table. The same seed, size and year always give the same district.
 */
import type { LocalDate } from '@erbao/kernel/dates';
import { monthOf } from '@erbao/kernel/dates';
import { InvalidInput } from '@erbao/kernel/errors';
import type { TextEncoding } from '@erbao/tabular/detect-encoding';
import { type SampleClaim, sampleClaimFor } from './sample-claim.ts';
import { type BadRow, fileOfVisits, type SampleFile } from './sample-file.ts';
import { type SampleHospital, sampleHospitals } from './sample-hospitals.ts';
import { DISTRICT_PEOPLE, type SampleMember, sampleMember } from './sample-members.ts';
import { type SampleVisit, visitsOf } from './sample-visits.ts';

export const DEFAULT_MEMBERS = 2_000;

export type SampleDistrictOptions = {
  readonly seed: number;
  /** The calendar year of the visits; enrolments cover it and the year before. */
  readonly year: number;
  /** 1 … 236,954; {@link DEFAULT_MEMBERS} when absent. */
  readonly members?: number;
};

export type SampleFileWish = {
  readonly hospitalId: string;
  /** `YYYY-MM`. */
  readonly month: string;
  /** The hospital's own when absent. */
  readonly encoding?: TextEncoding;
  readonly badRows?: readonly BadRow[];
};

export type SampleDistrict = {
  readonly hospitals: readonly SampleHospital[];
  readonly memberCount: number;
  /** Drawn one by one; nothing is kept. */
  readonly members: () => Iterable<SampleMember>;
  readonly memberAt: (index: number) => SampleMember;
  readonly visitsOf: (member: SampleMember) => readonly SampleVisit[];
  readonly settlementFileFor: (wish: SampleFileWish) => SampleFile;
  readonly sampleClaimFor: (member: SampleMember, dischargedOn: LocalDate, nth?: number) => SampleClaim;
};

const byEnd = (a: SampleVisit, b: SampleVisit): number =>
  a.endedOn === b.endedOn ? a.member.index - b.member.index : a.endedOn < b.endedOn ? -1 : 1;

export const openSampleDistrict = (options: SampleDistrictOptions): SampleDistrict => {
  const { seed, year, members: memberCount = DEFAULT_MEMBERS } = options;
  if (!Number.isInteger(memberCount) || memberCount < 1 || memberCount > DISTRICT_PEOPLE)
    throw new InvalidInput('sample-size-out-of-range', { most: DISTRICT_PEOPLE });
  const memberAt = (index: number): SampleMember => sampleMember(seed, year, index);
  function* members(): Generator<SampleMember, void, void> {
    for (let index = 0; index < memberCount; index += 1) yield memberAt(index);
  }
  const settlementFileFor = ({ hospitalId, month, encoding, badRows }: SampleFileWish): SampleFile => {
    const hospital = sampleHospitals.find((candidate) => candidate.hospitalId === hospitalId);
    if (hospital === undefined) throw new InvalidInput('sample-hospital-unknown', { hospitalId });
    const visits: SampleVisit[] = [];
    for (const member of members())
      for (const visit of visitsOf(seed, year, member))
        if (visit.hospital === hospital && monthOf(visit.endedOn) === month) visits.push(visit);
    return fileOfVisits(
      hospitalId,
      month,
      encoding ?? hospital.fileEncoding,
      visits.sort(byEnd),
      badRows ?? [],
    );
  };
  return {
    hospitals: sampleHospitals,
    memberCount,
    members,
    memberAt,
    visitsOf: (member) => visitsOf(seed, year, member),
    settlementFileFor,
    sampleClaimFor: (member, dischargedOn, nth) => sampleClaimFor(seed, member, dischargedOn, nth),
  };
};
