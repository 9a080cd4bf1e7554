/** Why a person refuses, where it is not the engine's own reason that he or she agrees with. */
export const PEOPLE_REFUSALS = [
  /** Only words: the fallback. */
  'refused-by-reviewer',
  'not-original',
  'facts-not-proven',
  'late-without-cause',
  'guardianship-not-proven',
  'claimed-twice',
] as const;
export type PeopleRefusal = (typeof PEOPLE_REFUSALS)[number];
