/** Ids of what a hospital settles: from the hospital and its own number, so that every door meets the same thing. */
import { contentId } from '@erbao/kernel/ids';

/** `(hospital, settlement id)` is one settlement, at the window or in whatever file it stands. */
export const settlementIdOf = (hospitalId: string, setlId: string): string =>
  contentId('settlement', hospitalId, setlId);

/** `(hospital, 就诊ID)` is one admission. */
export const admissionIdOf = (hospitalId: string, visitId: string): string =>
  contentId('admission', hospitalId, visitId);
