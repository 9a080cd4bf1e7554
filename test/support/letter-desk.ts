/** Claims that have come to a letter, and the door that prints it. */
import type { Caller } from '@erbao/api-contracts/caller';
import { claimLetter } from '@erbao/case-file/claim-letter';
import type { ClaimLetterKind } from '@erbao/api-contracts/letters';
import { claimById } from '@erbao/claims/claim';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { reviewTaskId } from '@erbao/review/review-task';
import { ALL_PAPERS, type Office } from './claim-office.ts';
import { claimMessage } from './sample-facts.ts';

export const FIRST: Caller = { subject: 'first', roles: ['adjudicator'] };
export const SECOND: Caller = { subject: 'second', roles: ['reviewer'] };
export const agree = { verdict: 'agree', reason: '同意' } as const;

export const decided = async (office: Office): Promise<string> => {
  const papers = [];
  for (const kind of ALL_PAPERS) papers.push(await office.handIn(kind));
  const claimId = await office.take(claimMessage({ papers }));
  await office.check(claimId);
  await office.decide(claimId);
  await office.openTask(claimId, 'token-0');
  return claimId;
};

export const approved = async (office: Office): Promise<string> => {
  const claimId = await decided(office);
  await office.give(FIRST, reviewTaskId(claimId, 1, 0), agree);
  await office.openTask(claimId, 'token-1');
  await office.give(SECOND, reviewTaskId(claimId, 1, 1), agree);
  return claimId;
};

export const letterOf = async (office: Office, claimId: string, kind: ClaimLetterKind) =>
  claimLetter(office, await claimById(office.tables, claimId), kind);

export const doors = (office: Office) => {
  const papers = memoryFiles();
  const printed: string[] = [];
  const render = (_page: unknown, issuedOn: string) => {
    printed.push(issuedOn);
    return Promise.resolve(new Uint8Array([1]));
  };
  return { papers, printed, needs: { ...office, papers, render } };
};
