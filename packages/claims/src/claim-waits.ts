/** The places where a claim's workflow waits for a person or the bank; the ids of its waits. */

/** For the citizen's supplement, after the n-th asking. */
export const supplementWait = (claimId: string, round: number): string => `${claimId}/supplement/${round}`;
/** For the verdict on a level of a decided version. */
export const reviewWait = (claimId: string, adjudicationVersion: number, level: number): string =>
  `${claimId}/review/${adjudicationVersion}/${level}`;
/** From the approval of a version to the bank's booking of its money. */
export const paymentWait = (claimId: string, adjudicationVersion: number): string =>
  `${claimId}/payment/${adjudicationVersion}`;
