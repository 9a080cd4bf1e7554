/** Cancer stages as doctors write them. A text that is not exactly one of a system's stages is unknown. */

export const STAGE_SYSTEMS = ['binet', 'ann-arbor', 'tnm'] as const;
export type StageSystem = (typeof STAGE_SYSTEMS)[number];

/** The name of the system may stand before the stage and is ignored. */
const WRITTEN: Readonly<Record<StageSystem, RegExp>> = {
  binet: /^(?:Binet\s*)?([ABC])$/,
  'ann-arbor': /^(?:Ann\s?Arbor\s*)?(I|II|III|IV)(?:[AB])?$/,
  tnm: /^(?:TNM\s*)?(T(?:0|is|1[abc]?|[234][abcd]?)N[0123][abc]?M[01][abc]?)$/,
};

/** The longest written stage is far below this; a longer text is not searched. */
const LONGEST_STAGE = 40;

/** `Binet A` → `A`, `Ann Arbor IIB` → `II`, `T1cN0M0` → itself; undefined when it is not known. */
export const readStage = (system: StageSystem, text: string | undefined): string | undefined => {
  if (text === undefined || text.length > LONGEST_STAGE) return undefined;
  return WRITTEN[system].exec(text.trim())?.[1];
};
