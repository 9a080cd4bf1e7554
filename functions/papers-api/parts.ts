/**
 * A paper sent in parts: asked for again after a broken line, it says which parts have arrived and where the others go.
 * Its bytes are looked at when they are joined, as any upload is; once taken, the ticket is used up.
 */
import type * as routes from '@erbao/api-contracts/paper-routes';
import type { Files } from '@erbao/cloud-kit/files';
import {
  PART_BYTES,
  PART_LINK_SECONDS,
  type PartUploads,
  type UploadedPart,
} from '@erbao/cloud-kit/part-uploads';
import { beginParts, MOST_PAPER_BYTES, type Paper } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { Conflict } from '@erbao/kernel/errors';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import { ownPaper } from './own-paper.ts';

type Needs = { readonly tables: Tables; readonly papers: Files; readonly uploads: PartUploads };

/** Bytes of each part as the ticket promised them. */
const plannedParts = ({ promisedBytes = MOST_PAPER_BYTES }: Paper): readonly number[] =>
  Array.from({ length: Math.ceil(promisedBytes / PART_BYTES) }, (_, place) =>
    Math.min(PART_BYTES, promisedBytes - place * PART_BYTES),
  );

/** The upload that is under way, or a new one. */
const currentUpload = async ({ tables, uploads }: Needs, paper: Paper) => {
  const { paperId, key, uploadId, contentType } = paper;
  const arrived = uploadId === undefined ? undefined : await uploads.arrived(key, uploadId);
  if (uploadId !== undefined && arrived !== undefined) return { uploadId, arrived };
  const opened = await uploads.open(key, contentType);
  const outcome = await tables.commit([beginParts(paper, opened)]);
  if (!outcome.committed) {
    // opened twice at once: the other one counts
    await uploads.giveUp(key, opened);
    throw new Conflict('paper-moved-on', { paperId });
  }
  return { uploadId: opened, arrived: [] };
};

export const openParts =
  (needs: Needs): UseCaseOf<typeof routes.openParts> =>
  async ({ caller, params: { paperId } }) => {
    const paper = await ownPaper(needs.tables, caller, paperId);
    if (paper.state === 'stored') throw new Conflict('paper-already-taken', { paperId });
    const { uploadId, arrived } = await currentUpload(needs, paper);
    const parts = await Promise.all(
      plannedParts(paper).map(async (bytes, place) => {
        const number = place + 1;
        const done = arrived.some((part) => part.number === number && part.bytes === bytes);
        return done
          ? { number, bytes }
          : { number, bytes, url: await needs.uploads.partLink(paper.key, uploadId, number) };
      }),
    );
    return { partBytes: PART_BYTES, parts, expiresInSeconds: PART_LINK_SECONDS };
  };

/** Exactly the promised parts of the promised size, whatever else somebody has put there. */
const checkArrived = (paper: Paper, arrived: readonly UploadedPart[]): void => {
  const { paperId } = paper;
  const planned = plannedParts(paper);
  const missing = planned.filter((_, place) => !arrived.some(({ number }) => number === place + 1));
  if (missing.length > 0) throw new Conflict('parts-missing', { paperId, missing: missing.length });
  if (arrived.some(({ number, bytes }) => planned[number - 1] !== bytes))
    throw new Conflict('parts-differ', { paperId });
};

export const joinParts =
  (needs: Needs): UseCaseOf<typeof routes.joinParts> =>
  async ({ caller, params: { paperId } }) => {
    const paper = await ownPaper(needs.tables, caller, paperId);
    const { key, uploadId, state } = paper;
    // what was judged is not replaced
    if (state === 'stored') return { paperId, state };
    const arrived = uploadId === undefined ? undefined : await needs.uploads.arrived(key, uploadId);
    if (uploadId === undefined || arrived === undefined) {
      // joined before: the answer was lost on the way
      if ((await needs.papers.facts(key)) !== undefined) return { paperId, state };
      throw new Conflict('parts-missing', { paperId });
    }
    checkArrived(paper, arrived);
    await needs.uploads.join(key, uploadId, arrived);
    return { paperId, state };
  };
