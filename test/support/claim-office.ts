/**
 * The whole office of a claim in memory: the use cases of the functions on in-memory stores, and a workflow that walks
 * them as the ASL does, so that every step can be repeated or cut off where a test wants it.
 */
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import type { Caller } from '@erbao/api-contracts/caller';
import type { ClaimMessage } from '@erbao/api-contracts/claim-message';
import type { PaperKind } from '@erbao/api-contracts/paper-kinds';
import type { PaperType } from '@erbao/api-contracts/paper-states';
import { memoryFiles } from '@erbao/cloud-kit/memory-files';
import { memoryMessages } from '@erbao/cloud-kit/messages';
import { memoryWorkflows } from '@erbao/cloud-kit/workflows';
import { claimById } from '@erbao/claims/claim';
import { paperIdOf, ticketPaper } from '@erbao/documents/paper';
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { registerHospital } from '@erbao/hospitals/hospital-store';
import { type Instant, instant, instantOfMs, msOf } from '@erbao/kernel/dates';
import { enrolMember } from '@erbao/members/member-store';
import { outboxEventSchema } from '@erbao/outbox/outbox-event';
import { outboxTable } from '@erbao/outbox/outbox-table';
import { memoryBlindIndex, memoryFieldCipher } from '@erbao/personal-data/memory-field-cipher';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { adjudicateClaim } from '../../functions/adjudicate-claim/adjudicate-claim.ts';
import { checkPapers } from '../../functions/check-papers/check-papers.ts';
import * as deeds from '../../functions/citizen-api/claim-deeds.ts';
import { comparePapers } from '../../functions/compare-papers/compare-papers.ts';
import { fileClaim } from '../../functions/citizen-api/file-claim.ts';
import { listClaims, readClaim } from '../../functions/citizen-api/read-claims.ts';
import { supplementClaim } from '../../functions/citizen-api/supplement-claim.ts';
import * as aftermath from '../../functions/console-api/aftermath.ts';
import { fileClaimAtCounter, handBackPapers } from '../../functions/console-api/counter.ts';
import * as desks from '../../functions/console-api/review.ts';
import {
  decideSilence,
  determinePetition,
  giveBlindResult,
  giveVerdict,
} from '../../functions/console-api/verdicts.ts';
import { resumeWorkflow } from '../../functions/resume-workflow/resume-workflow.ts';
import { openReviewTask } from '../../functions/open-review-task/open-review-task.ts';
import { takeClaim } from '../../functions/take-claim/take-claim.ts';
import { watchDeadline } from '../../functions/watch-deadline/watch-deadline.ts';
import { paperMachine } from './paper-machine.ts';
import { DIFFICULT, HOSPITAL, IDENTITY_NUMBER } from './sample-facts.ts';

export const ALL_PAPERS: readonly PaperKind[] = [
  'invoice',
  'diagnosis',
  'medical-record',
  'cost-list',
  'bank-account',
  'identity-card',
  'settlement-sheet',
];

/** A PDF of its own for its words: two claims with the same sheet are a matter for a person. */
export const sheetOf = (words: string): Uint8Array => new TextEncoder().encode(`%PDF-1.4 ${words} %%EOF`);

export const openOffice = async (facts = DIFFICULT, automation = true) => {
  const tables = memoryTables();
  const workflows = memoryWorkflows();
  const papers = memoryFiles();
  const cipher = memoryFieldCipher();
  const index = memoryBlindIndex;
  const schemes = publishedSchemeBook();
  let now: Instant = instant('2026-10-12T02:00:00.000Z');
  const clock = (): Instant => {
    // every look at the clock is a millisecond later, as deeds are
    now = instantOfMs(msOf(now) + 1);
    return now;
  };
  await registerHospital(tables, HOSPITAL);
  const member = await enrolMember(
    { tables, cipher, index },
    { identityNumber: IDENTITY_NUMBER, name: '样例甲', facts, sample: true },
  );
  const { memberId } = member;

  /** Tickets and uploads a paper as the citizen's phone does. */
  const handIn = async (
    kind: PaperKind,
    bytes = sheetOf(kind),
    owner = memberId,
    contentType: PaperType = 'application/pdf',
  ) => {
    const hash = bytesToHex(sha256(bytes));
    const paperId = paperIdOf(owner, kind, hash);
    await tables.commit([
      ticketPaper({
        paperId,
        memberId: owner,
        kind,
        contentType,
        sha256: hash,
        ticketedAt: clock(),
      }),
    ]);
    papers.upload(`papers/${paperId}`, { body: bytes, contentType });
    return { kind, paperId };
  };

  const machine = paperMachine({ tables, cipher, clock });
  const compare = (claimId: string) => comparePapers({ tables, cipher, clock })({ claimId });
  const messages = memoryMessages();
  const desk = { tables, schemes, clock, cipher, index, papers, claims: messages };
  const verdict = giveVerdict(desk);
  const determination = determinePetition(desk);
  const toArchive = memoryMessages();
  const resume = resumeWorkflow({ tables, workflows, toArchive });
  const carried = new Set<string>();
  /** The stream: every event once, those that the carrying brings as well. */
  const carry = async (): Promise<void> => {
    for (;;) {
      const events = tables.all(outboxTable).map((item) => outboxEventSchema.parse(item));
      const fresh = events.filter(({ eventId }) => !carried.has(eventId));
      if (fresh.length === 0) return;
      for (const event of fresh) {
        carried.add(event.eventId);
        await resume(event);
      }
    }
  };
  return {
    tables,
    workflows,
    papers,
    cipher,
    clock,
    memberId,
    schemes,
    messages,
    carry,
    toArchive,
    setNow: (at: Instant) => {
      now = at;
    },
    handIn,
    take: (message: ClaimMessage) => takeClaim({ tables, workflows, cipher, index })(message),
    check: (claimId: string) => checkPapers({ tables, papers, clock })({ claimId }),
    machine,
    compare,
    decide: async (claimId: string) => {
      await machine.read(await claimById(tables, claimId));
      await compare(claimId);
      return adjudicateClaim({ tables, schemes, district: { schemeId: 'nansha-2018' }, automation, clock })({
        claimId,
      });
    },
    openTask: (claimId: string, token: string) =>
      openReviewTask({ tables, workflows, clock })({ claimId, token }),
    watch: watchDeadline({ tables, clock }),
    desks: {
      list: desks.listReviewTasks(desk),
      read: desks.readReviewTask(desk),
      take: desks.takeReviewTask(desk),
      release: desks.releaseReviewTask(desk),
    },
    blind: giveBlindResult(desk),
    silence: decideSilence(desk),
    supplement: supplementClaim(desk),
    handBack: handBackPapers(desk),
    fileAtPhone: fileClaim(desk),
    fileAtCounter: fileClaimAtCounter(desk),
    list: listClaims(desk),
    readOwn: readClaim(desk),
    enrol: (identityNumber: string, name: string, of = facts) =>
      enrolMember({ tables, cipher, index }, { identityNumber, name, facts: of, sample: true }),
    death: aftermath.reportDeath(desk),
    stop: aftermath.stopApproval(desk),
    recover: aftermath.openRecovery(desk),
    receive: aftermath.receiveRecovery(desk),
    withdraw: deeds.withdrawClaim(desk),
    insist: deeds.insistOnClaim(desk),
    reply: deeds.replyToQuestion(desk),
    object: deeds.objectToDecision(desk),
    determine: (caller: Caller, taskId: string, body: Parameters<typeof determination>[0]['body']) =>
      determination({ caller, params: { taskId }, query: {}, body }),
    give: (caller: Caller, taskId: string, body: Parameters<typeof verdict>[0]['body']) =>
      verdict({ caller, params: { taskId }, query: {}, body }),
  };
};
export type Office = Awaited<ReturnType<typeof openOffice>>;
