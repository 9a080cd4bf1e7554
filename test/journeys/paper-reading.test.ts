/**
 * Photographs in, fields out, on the deployed cloud: the deployed reader reads generated photographs, the engine takes what
 * agrees, a receipt that was used before and a sum that differs come to people with the place on the page. Photographs
 * (seconds of a processor each) are the receipt and the sheet of the first claim, the receipt of the second, the sheet of the
 * third; the other papers are PDFs as hospitals print them.
 */
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { addDays } from '@erbao/kernel/dates';
import { printYuan } from '@erbao/kernel/money';
import type { SampleClaim } from '@erbao/sample-district/sample-claim';
import type { SampleMember } from '@erbao/sample-district/sample-members';
import { paperFactsOfClaim } from '@erbao/sample-papers/paper-facts';
import type { PrintedPaper, SentAs } from '@erbao/sample-papers/print-paper';
import type { SamplePaperName } from '@erbao/sample-papers/sample-pages';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, listIn, type Person } from '../../infra/local/stories/api-client.ts';
import { accepted, eventually } from '../../infra/local/stories/telling.ts';
import { type Journeys, journeysOf } from '../support/claim-journey.ts';
import { openDistrict, TODAY } from '../support/district.ts';
import { openPhotographs } from '../support/sample-photographs.ts';

type Amounts = SampleClaim['bill']['amounts'];
/** Clean and small: the engine approves it when its papers agree. */
const SMALL: Amounts = {
  total: '1000.00',
  eligible: '1000.00',
  basic: '700.00',
  deductible: '0.00',
  criticalIllness: '0.00',
  assistance: '0.00',
  other: '0.00',
};

let journeys: Journeys;
let taken: (
  member: SampleMember,
  paper: { readonly name: SamplePaperName; readonly sentAs: SentAs; readonly amounts?: Amounts },
) => Promise<PrintedPaper>;
let clerk: Person;
let archivedLetter: (claimId: string) => Promise<string | undefined>;
beforeAll(async () => {
  const telling = await openDistrict();
  journeys = journeysOf(telling, 'reading', 1_600);
  clerk = await journeys.staff('clerk', 'adjudicator');
  const { endpoint, region, names, variables } = telling.cloud;
  const s3 = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: {
      accessKeyId: variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: variables['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });
  archivedLetter = async (claimId) => {
    const folder = { Bucket: names.buckets['archive'], Prefix: `claims/${claimId}/letters/` };
    return (await s3.send(new ListObjectsV2Command(folder))).Contents?.[0]?.Key;
  };
  const { photographOf } = await openPhotographs();
  taken = (member, { name, sentAs, amounts = SMALL }) => {
    const { bill, ...claim } = telling.district.sampleClaimFor(member, addDays(TODAY, -7));
    const facts = paperFactsOfClaim(member, { ...claim, bill: { ...bill, amounts } });
    return photographOf(name, facts, sentAs, member.index);
  };
});

const PATIENCE_MS = 180_000;
/** A photograph is some seconds of a processor that other journeys use, too. */
const compared = (claimId: string): Promise<Answer> =>
  eventually(
    `the papers of ${claimId} compared`,
    async () => {
      const answer = await clerk('GET', `/console/claims/${claimId}/comparison`);
      return answer.body['comparedAt'] === undefined ? undefined : answer;
    },
    PATIENCE_MS,
  );
const paperIn = (comparison: Answer, kind: string) => {
  const paper = listIn(comparison, 'papers').find((one) => one['kind'] === kind);
  if (paper === undefined) throw new Error(`No paper of the kind ${kind}`);
  return { ...paper, answer: { status: 200, body: paper } };
};
const fieldIn = (comparison: Answer, kind: string, field: string) =>
  listIn(paperIn(comparison, kind).answer, 'fields').find((one) => one['field'] === field);
const codesIn = (comparison: Answer): readonly string[] =>
  listIn(comparison, 'findings').map(({ code }) => String(code));

/** Amounts and numbers as they were printed; what tells of a person is masked and not compared here. */
const printed = ({ truth }: PrintedPaper): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(truth).flatMap(([name, value]) =>
      value.as === 'fen' ? [[name, printYuan(value.fen)]] : value.as === 'date' ? [[name, value.date]] : [],
    ),
  );

let receiptUsed: { readonly claimId: string; readonly photograph: PrintedPaper };

describe('photographed papers', { timeout: 300_000 }, () => {
  it('that agree with the claim are read, shown with their places, and let the engine approve', async () => {
    const member = journeys.adult();
    const receipt = await taken(member, { name: 'medical-receipt', sentAs: 'angled' });
    const sheet = await taken(member, { name: 'settlement-sheet', sentAs: 'stamped' });
    const photographs = { invoice: receipt.bytes.content, 'settlement-sheet': sheet.bytes.content };
    const { claimId, citizen } = await journeys.file(member, { amounts: SMALL, photographs });
    const comparison = await compared(claimId);
    expect(listIn(comparison, 'findings')).toEqual([]);
    for (const [kind, paper] of [
      ['invoice', receipt],
      ['settlement-sheet', sheet],
    ] as const)
      for (const [field, text] of Object.entries(printed(paper))) {
        const read = fieldIn(comparison, kind, field);
        expect([kind, field, read?.['read'], read?.['source']]).toEqual([kind, field, text, 'ocr']);
        expect(read?.['place']).toMatchObject({ page: 1 });
        expect(read?.['confidence']).toBeGreaterThan(500);
      }
    // proven by 大写 and by the sum: nobody need compare it
    expect(fieldIn(comparison, 'invoice', 'total')).toMatchObject({ sure: true });
    const approved = await journeys.reaches({ claimId, citizen, memberId: '' }, 'approved');
    expect(listIn(approved, 'timeline').map((step) => step['action'])).not.toContain('review-opened');
    receiptUsed = { claimId, photograph: receipt };
  });

  it('the receipt of another claim, packed otherwise and sent as one’s own, goes to people with both shown', async () => {
    const again = await sharp(receiptUsed.photograph.bytes.content)
      .resize(1_500)
      .jpeg({ quality: 60 })
      .toBuffer();
    const filed = await journeys.file(journeys.adult(), {
      amounts: SMALL,
      photographs: { invoice: again },
    });
    const { claimId } = filed;
    const comparison = await compared(claimId);
    expect(codesIn(comparison)).toEqual(
      expect.arrayContaining(['receipt-seen-before', 'picture-seen-before']),
    );
    for (const code of ['receipt-seen-before', 'picture-seen-before']) {
      const finding = listIn(comparison, 'findings').find((one) => one['code'] === code);
      expect(finding?.['others']).toMatchObject([{ claimId: receiptUsed.claimId }]);
    }
    expect(await journeys.taskFor(clerk, 'adjudicator', claimId)).toMatch(/./);
    // money asked for twice: one level more than its sum would need
    const task = listIn(await clerk('GET', '/review-tasks?role=adjudicator'), 'tasks').find(
      (one) => one['claimId'] === claimId,
    );
    expect(task).toMatchObject({ levels: 3 });

    // refused by a person, it is archived with the letter that says so
    const reason = '票据已用于另一申请';
    await journeys.verdict(clerk, 'adjudicator', claimId, { verdict: 'refuse', reason });
    await journeys.reaches(filed, 'refused');
    const letter = await eventually(`the letter of ${claimId} in the archive`, () => archivedLetter(claimId));
    expect(letter).toMatch(/\/letters\/refusal-[0-9a-f]{64}\.pdf$/);
  });

  it('a sum that differs comes to a clerk with its place; what the clerk types stands beside what was read', async () => {
    const member = journeys.adult();
    const sheet = await taken(member, {
      name: 'settlement-sheet',
      sentAs: 'dpi-150',
      amounts: { ...SMALL, basic: '600.00' },
    });
    const { claimId } = await journeys.file(member, {
      amounts: SMALL,
      photographs: { 'settlement-sheet': sheet.bytes.content },
    });
    const comparison = await compared(claimId);
    expect(codesIn(comparison)).toEqual(['paper-amount-differs']);
    const { paperId } = paperIn(comparison, 'settlement-sheet').answer.body;
    expect(listIn(comparison, 'findings')).toMatchObject([{ field: 'basic', papers: [paperId] }]);
    expect(fieldIn(comparison, 'settlement-sheet', 'basic')).toMatchObject({
      read: '600.00',
      place: { page: 1 },
    });
    await journeys.taskFor(clerk, 'adjudicator', claimId);
    const crops = accepted(
      await clerk('GET', `/console/claims/${claimId}/papers/${String(paperId)}/crops`),
      'the crops',
    );
    const crop = listIn(crops, 'crops').find((one) => one['field'] === 'basic');
    const picture = await fetch(String(crop?.['url']));
    const { format, width, height } = await sharp(await picture.arrayBuffer()).metadata();
    expect([picture.headers.get('content-type'), format]).toEqual(['image/jpeg', 'jpeg']);
    // a line of the sheet, not the sheet
    expect([width > 2 * height, height < 150]).toEqual([true, true]);
    const corrected = accepted(
      await clerk('POST', `/console/claims/${claimId}/papers/${String(paperId)}/corrections`, {
        field: 'basic',
        value: '700.00',
        reason: '医院已在结算单上手写更正并盖章',
      }),
      'the correction',
    );
    expect(listIn(corrected, 'findings')).toEqual([]);
    const after = await clerk('GET', `/console/claims/${claimId}/comparison`);
    expect(fieldIn(after, 'settlement-sheet', 'basic')).toMatchObject({
      read: '600.00',
      corrections: [{ value: '700.00', by: 'reading-clerk', reason: '医院已在结算单上手写更正并盖章' }],
    });
    expect(await journeys.agree(claimId)).not.toEqual([]);
  });
});
