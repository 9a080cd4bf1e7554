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
  /** Drawn one by one. */
  readonly members: () => Iterable<SampleMember>;
  readonly memberAt: (index: number) => SampleMember;
  readonly visitsOf: (member: SampleMember) => readonly SampleVisit[];
  readonly settlementFileFor: (wish: SampleFileWish) => SampleFile;
  readonly sampleClaimFor: (member: SampleMember, dischargedOn: LocalDate, nth?: number) => SampleClaim;
};

const byEnd = (a: SampleVisit, b: SampleVisit): number =>
  a.endedOn === b.endedOn ? a.member.index - b.member.index : a.endedOn < b.endedOn ? -1 : 1;

const monthKey = (hospitalId: string, month: string): string => `${hospitalId}/${month}`;

/** Drawn once, when the first file is asked for: the whole district has 138,000 visits. */
const visitsByMonth = (
  members: Iterable<SampleMember>,
  visitsOfMember: (member: SampleMember) => readonly SampleVisit[],
): ReadonlyMap<string, readonly SampleVisit[]> => {
  const map = new Map<string, SampleVisit[]>();
  for (const member of members)
    for (const visit of visitsOfMember(member)) {
      const key = monthKey(visit.hospital.hospitalId, monthOf(visit.endedOn));
      const list = map.get(key);
      if (list === undefined) map.set(key, [visit]);
      else list.push(visit);
    }
  return map;
};

export const openSampleDistrict = (options: SampleDistrictOptions): SampleDistrict => {
  const { seed, year, members: memberCount = DEFAULT_MEMBERS } = options;
  if (!Number.isInteger(memberCount) || memberCount < 1 || memberCount > DISTRICT_PEOPLE)
    throw new InvalidInput('sample-size-out-of-range', { most: DISTRICT_PEOPLE });
  const memberAt = (index: number): SampleMember => sampleMember(seed, year, index);
  function* members(): Generator<SampleMember, void, void> {
    for (let index = 0; index < memberCount; index += 1) yield memberAt(index);
  }
  let visits: ReadonlyMap<string, readonly SampleVisit[]> | undefined;
  const settlementFileFor = ({ hospitalId, month, encoding, badRows }: SampleFileWish): SampleFile => {
    const hospital = sampleHospitals.find((candidate) => candidate.hospitalId === hospitalId);
    if (hospital === undefined) throw new InvalidInput('sample-hospital-unknown', { hospitalId });
    visits ??= visitsByMonth(members(), (member) => visitsOf(seed, year, member));
    const ofMonth = visits.get(monthKey(hospitalId, month)) ?? [];
    return fileOfVisits(
      hospitalId,
      month,
      encoding ?? hospital.fileEncoding,
      ofMonth.toSorted(byEnd),
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
