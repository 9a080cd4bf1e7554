/**
 * By what a paper of another claim is known again: the same bytes, the same receipt number as it was read or filed, the
 * same photograph. Pictures are compared with those of every claim over the same total (as filed, or as it stands on the
 * paper), for the same hospital and day, or of the same member: whoever files a copy with all of these changed contradicts
 * the copy. Marks are written before they are looked for: of two claims at the same moment at least one sees the other.
 */
import type { Claim } from '@erbao/claims/claim';
import { othersUnder, standingAmong } from '@erbao/claims/claim-keys';
import { pictureDistance } from '@erbao/documents/picture-hash';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type FieldValue, HIGH_CONFIDENCE } from '@erbao/paper-reading/paper-reading';
import { factsOf, type FieldName } from '@erbao/paper-reading/reading-fields';
import * as z from 'zod';
import type { ClaimSays, PaperSays } from './compare-papers.ts';
import type { Finding } from './finding.ts';
import { paperMarkTable } from './paper-mark-table.ts';

/** Of 256 bits (documents, picture-hash). */
export const SAME_PICTURE = 28;
/** Nobody needs more to see that something is wrong. */
const MOST = 50;

/** A receipt, its copy and the sheet belong to one claim; a card or a household register to many. */
const MARKED_KINDS = ['invoice', 'stamped-copy', 'settlement-sheet', 'cost-list'];

export type MarkedPaper = PaperSays & {
  readonly sha256?: string | undefined;
  readonly likeness?: string | undefined;
};

const markSchema = z.object({
  mark: z.string(),
  place: z.string(),
  claimId: z.string(),
  paperId: z.string(),
  likeness: z.string().optional(),
  /** What was read for sure and tells of no person: it tells two papers of one form apart. */
  sure: z.record(z.string(), z.string()),
});
type Mark = z.infer<typeof markSchema>;

const printed = (value: FieldValue): string => {
  switch (value.as) {
    case 'fen':
      return String(value.fen);
    case 'date':
      return value.date;
    case 'text':
      return value.text;
  }
};
const sure = ({ said }: PaperSays, field: FieldName): string | undefined => {
  const one = said.get(field);
  return one !== undefined && one.confidence >= HIGH_CONFIDENCE ? printed(one.value) : undefined;
};
/** Whose number stands on it is said by the member's id, when it is the member's. */
const allSure = (claim: Claim, says: ClaimSays, paper: PaperSays): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    [...paper.said.keys()].flatMap((field) => {
      const value = factsOf(field).personal === undefined ? sure(paper, field) : undefined;
      return value === undefined ? [] : [[field, value]];
    }),
  ),
  ...(sure(paper, 'identityNumber') === says.identityNumber ? { member: claim.memberId } : {}),
});

/** Code and number of a receipt, or the settlement's id. */
const numberOf = (paper: PaperSays): string | undefined => {
  const code = sure(paper, 'billCode');
  const number = sure(paper, 'billNumber');
  return code === undefined || number === undefined ? sure(paper, 'settlementId') : `${code}#${number}`;
};

/** Under these only what looks alike is the same. */
const LOOKS = /^(stay|member|total)#/;

const looksOf = (claim: Claim, { endedOn, amounts }: ClaimSays, paper: MarkedPaper): readonly string[] => {
  const totals = new Set([
    amounts.total === undefined ? undefined : String(amounts.total),
    sure(paper, 'total'),
  ]);
  return [
    `stay#${claim.bill.hospitalId}#${endedOn}`,
    `member#${claim.memberId}`,
    ...[...totals].flatMap((total) => (total === undefined ? [] : [`total#${paper.kind}#${total}`])),
  ];
};

const marksOf = (claim: Claim, says: ClaimSays, paper: MarkedPaper): readonly Mark[] => {
  const { paperId, sha256, likeness } = paper;
  const number = numberOf(paper);
  const rest = {
    place: `${claim.claimId}#${paperId}`,
    claimId: claim.claimId,
    paperId,
    ...(likeness === undefined ? {} : { likeness }),
    sure: allSure(claim, says, paper),
  };
  return [
    ...(sha256 === undefined ? [] : [`bytes#${sha256}`]),
    ...(number === undefined ? [] : [`number#${paper.form ?? ''}#${number}`]),
    ...(likeness === undefined ? [] : looksOf(claim, says, paper)),
  ].map((mark) => ({ mark, ...rest }));
};

const isSamePicture = (a: Mark, b: Mark): boolean =>
  a.likeness !== undefined &&
  b.likeness !== undefined &&
  pictureDistance(a.likeness, b.likeness) <= SAME_PICTURE &&
  // clean scans of one form look alike: what was read for sure on both tells them apart
  Object.entries(a.sure).every(([field, value]) => (b.sure[field] ?? value) === value);

const othersMarked = async (tables: Tables, mark: Mark): Promise<readonly Mark[]> => {
  const query = { table: paperMarkTable, partition: mark.mark, limit: MOST };
  const others = (await tables.query(query)).items.map((item) => markSchema.parse(item));
  return others.filter(
    (other) => other.claimId !== mark.claimId && (!LOOKS.test(mark.mark) || isSamePicture(mark, other)),
  );
};

/** A claim filed with the number that this paper shows. */
const filedWith = async (tables: Tables, claim: Claim, paper: PaperSays): Promise<readonly string[]> => {
  const [code, number] = [sure(paper, 'billCode'), sure(paper, 'billNumber')];
  if (code === undefined || number === undefined) return [];
  const invoice = { code, number };
  return (await othersUnder(tables, { ...claim, invoice }, 'invoice')).map(({ claimId }) => claimId);
};

type Other = { readonly claimId: string; readonly paperId?: string };
const seen = (
  code: 'receipt-seen-before' | 'picture-seen-before',
  paper: PaperSays,
  others: readonly Other[],
  standing: readonly string[],
): readonly Finding[] => {
  const known = new Map(
    others.filter(({ claimId }) => standing.includes(claimId)).map((one) => [one.claimId, one]),
  );
  return known.size === 0 ? [] : [{ code, papers: [paper.paperId], others: [...known.values()] }];
};

const lookedUp = async (
  tables: Tables,
  claim: Claim,
  paper: MarkedPaper,
  marks: readonly Mark[],
): Promise<readonly Finding[]> => {
  const found = (await Promise.all(marks.map((mark) => othersMarked(tables, mark)))).flat();
  const filed = (await filedWith(tables, claim, paper)).map((claimId) => ({ claimId }));
  const standing = await standingAmong(
    tables,
    [...found, ...filed].map(({ claimId }) => claimId),
  );
  const shown = ({ claimId, paperId }: Mark): Other => ({ claimId, paperId });
  const numbered = found.filter(({ mark }) => mark.startsWith('number#'));
  const pictured = found.filter(({ mark }) => !mark.startsWith('number#'));
  return [
    ...seen('receipt-seen-before', paper, [...filed, ...numbered.map(shown)], standing),
    ...seen('picture-seen-before', paper, pictured.map(shown), standing),
  ];
};

/** Marks the claim's papers and finds the papers of other claims with the same marks. */
export const seenBefore = async (
  tables: Tables,
  claim: Claim,
  says: ClaimSays,
  papers: readonly MarkedPaper[],
): Promise<readonly Finding[]> => {
  const marked = papers
    .filter(({ kind }) => MARKED_KINDS.includes(kind))
    .map((paper) => ({ paper, marks: marksOf(claim, says, paper) }));
  const writes = marked.flatMap(({ marks }) =>
    marks.map((item): Write => ({ do: 'replace', table: paperMarkTable, item, expect: {} })),
  );
  if (writes.length > 0) await tables.commit(writes);
  const found = await Promise.all(marked.map(({ paper, marks }) => lookedUp(tables, claim, paper, marks)));
  return found.flat();
};
