/**
 * The part of the page beside each field that was read: cut once, when a clerk first looks, from the original as it came
 * (a PDF's page as the reader drew it), and turned upright. Who looked is on record before any link.
 */
import type * as routes from '@erbao/api-contracts/paper-check-routes';
import { recordDeed } from '@erbao/audit/audit-event';
import { claimById } from '@erbao/claims/claim';
import { type Files, LINK_SECONDS, readWhole } from '@erbao/cloud-kit/files';
import { type Paper, paperById } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict, NotFound } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import type { CutPicture, Raster } from '@erbao/page-text/raster';
import { type DecodePicture, LONGEST_SIDE, MOST_PAGES, SCAN_DPI } from '@erbao/page-text/read-paper';
import type { RenderPages } from '@erbao/page-text/render-pages';
import { cropBox, cropKey } from '@erbao/paper-reading/crop';
import { type KeptReading, latestReading } from '@erbao/paper-reading/kept-reading';
import { factsOf } from '@erbao/paper-reading/reading-fields';

export type Needs = {
  readonly tables: Tables;
  readonly papers: Files;
  readonly clock: Clock;
  readonly decode: DecodePicture;
  readonly render: RenderPages;
  readonly cut: CutPicture;
};

const CROP_TYPE = 'image/jpeg';

/** The pages as the reader saw them: places are shares of these. */
const pagesOf = async (
  { papers, decode, render }: Needs,
  { key, contentType }: Paper,
): Promise<readonly Raster[]> => {
  const content = await readWhole(papers, key);
  if (contentType === 'application/pdf')
    return render(content, { pages: MOST_PAGES, dpi: SCAN_DPI, longestSide: LONGEST_SIDE });
  const picture = await decode(content, contentType, LONGEST_SIDE);
  return picture === undefined ? [] : [picture];
};

type Wanted = { readonly key: string; readonly field: NonNullable<KeptReading['fields']>[number] };

/** Those that could be cut: a page that no longer opens is looked at in the whole paper. */
const cutAll = async (
  needs: Needs,
  paper: Paper,
  { turns = [] }: KeptReading,
  wanted: readonly Wanted[],
): Promise<readonly Wanted[]> => {
  const pages = wanted.length === 0 ? [] : await pagesOf(needs, paper);
  const done: Wanted[] = [];
  for (const one of wanted) {
    const { place } = one.field;
    const picture = pages[place.page - 1];
    if (picture === undefined) continue;
    const turn = turns[place.page - 1] ?? 0;
    const crop = await needs.cut(picture, cropBox(place, picture, turn), turn);
    await needs.papers.write(one.key, CROP_TYPE, crop);
    done.push(one);
  }
  return done;
};

/** Cut before, by a look before this one; or now. */
const cropsOf = async (needs: Needs, paper: Paper): Promise<readonly Wanted[]> => {
  const reading = await latestReading(needs.tables, paper.paperId);
  if (reading?.fields === undefined) return [];
  const { readerVersion, fields } = reading;
  const wanted = fields.map((field) => ({ field, key: cropKey(paper.paperId, readerVersion, field.name) }));
  const facts = await Promise.all(wanted.map(({ key }) => needs.papers.facts(key)));
  const missing = wanted.filter((_, place) => facts[place] === undefined);
  const cut = await cutAll(needs, paper, reading, missing);
  return wanted.filter((one) => !missing.includes(one) || cut.includes(one));
};

export const readCrops =
  (needs: Needs): UseCaseOf<typeof routes.readCrops> =>
  async ({ caller, params: { claimId, paperId } }) => {
    const { tables, papers, clock } = needs;
    const claim = await claimById(tables, claimId);
    if (!claim.papers.some((one) => one.paperId === paperId))
      throw new NotFound('paper-unknown', { paperId });
    const paper = await paperById(tables, paperId);
    // what nobody has judged and scanned is not shown, nor what was rejected
    if (paper.state !== 'stored' || paper.scan === undefined)
      throw new Conflict('paper-not-shown', { paperId });
    const details = { papers: paperId };
    const deed = { subjectId: claimId, at: clock(), who: caller.subject, action: 'papers-viewed', details };
    await tables.commit([recordDeed(deed, caller.subject, paperId)]);
    const crops = await Promise.all(
      (await cropsOf(needs, paper)).map(async ({ key, field: { name } }) => ({
        field: name,
        name: factsOf(name).zh,
        url: await papers.viewLink(key, CROP_TYPE),
      })),
    );
    return { paperId, crops, expiresInSeconds: LINK_SECONDS };
  };
