/**
 * By what a paper of another claim is known again: the same bytes, the same receipt number as it was read or filed, the
 * same photograph. Pictures are compared among the claims for the same hospital and day, and among those of the same
 * member: a paper under another day or hospital contradicts its claim anyway. Marks are written before they are looked
 * for: of two claims at the same moment at least one sees the other.
 */
import type { Claim } from '@erbao/claims/claim';
import { othersUnder, standingAmong } from '@erbao/claims/claim-keys';
import { pictureDistance } from '@erbao/documents/picture-hash';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import { type FieldValue, HIGH_CONFIDENCE } from '@erbao/paper-reading/paper-reading';
import type { FieldName } from '@erbao/paper-reading/reading-fields';
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
  /** What tells two papers of one form apart, where it was read for sure. */
  number: z.string().optional(),
});
type Mark = z.infer<typeof markSchema>;

const textOf = (value: FieldValue | undefined): string | undefined =>
  value?.as === 'text' ? value.text : undefined;
const sure = ({ said }: PaperSays, field: FieldName): string | undefined => {
  const one = said.get(field);
  return one !== undefined && one.confidence >= HIGH_CONFIDENCE ? textOf(one.value) : undefined;
};

/** Code and number of a receipt, or the settlement's id. */
const numberOf = (paper: PaperSays): string | undefined => {
  const code = sure(paper, 'billCode');
  const number = sure(paper, 'billNumber');
  return code === undefined || number === undefined ? sure(paper, 'settlementId') : `${code}#${number}`;
};

const marksOf = (claim: Claim, { endedOn }: ClaimSays, paper: MarkedPaper): readonly Mark[] => {
  const { paperId, sha256, likeness } = paper;
  const number = numberOf(paper);
  const rest = {
    place: `${claim.claimId}#${paperId}`,
    claimId: claim.claimId,
    paperId,
    ...(likeness === undefined ? {} : { likeness }),
    ...(number === undefined ? {} : { number }),
  };
  return [
    ...(sha256 === undefined ? [] : [`bytes#${sha256}`]),
    ...(number === undefined ? [] : [`number#${paper.form ?? ''}#${number}`]),
    ...(likeness === undefined
      ? []
      : [`stay#${claim.bill.hospitalId}#${endedOn}`, `member#${claim.memberId}`]),
  ].map((mark) => ({ mark, ...rest }));
};

const isSamePicture = (a: Mark, b: Mark): boolean =>
  a.likeness !== undefined &&
  b.likeness !== undefined &&
  pictureDistance(a.likeness, b.likeness) <= SAME_PICTURE &&
  // clean scans of one form look alike: two numbers read for sure tell them apart
  (a.number === undefined || b.number === undefined || a.number === b.number);

const othersMarked = async (tables: Tables, mark: Mark): Promise<readonly Mark[]> => {
  const query = { table: paperMarkTable, partition: mark.mark, limit: MOST };
  const others = (await tables.query(query)).items.map((item) => markSchema.parse(item));
  return others.filter(
    (other) =>
      other.claimId !== mark.claimId && (!/^(stay|member)#/.test(mark.mark) || isSamePicture(mark, other)),
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
