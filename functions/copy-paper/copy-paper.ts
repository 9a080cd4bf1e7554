/** A stored image → its copies for viewing; one that cannot be decoded is rejected, so that its citizen is told. */
import type { PaperNeeds } from '@erbao/case-file/paper-desk';
import { rejectingStored } from '@erbao/case-file/paper-loss';
import { readWhole } from '@erbao/cloud-kit/files';
import { changeStored, paperById } from '@erbao/documents/paper';
import type { StoredPaper } from '@erbao/documents/stored-paper';
import { Conflict } from '@erbao/kernel/errors';
import { COPY_SIZES, COPY_TYPE, copyKey, type DrawCopies } from '@erbao/documents/viewing-copies';

export const copyPaper =
  ({ tables, papers, clock, draw }: PaperNeeds & { readonly draw: DrawCopies }) =>
  async ({ paperId }: StoredPaper): Promise<void> => {
    const paper = await paperById(tables, paperId);
    if (paper.state !== 'stored' || paper.copiedAt !== undefined || paper.contentType === 'application/pdf')
      return;
    const copies = await draw(await readWhole(papers, paper.key), paper.contentType);
    const at = clock();
    if (copies === undefined) {
      const outcome = await tables.commit(await rejectingStored(tables, paper, { rejection: 'damaged' }, at));
      if (!outcome.committed) throw new Conflict('paper-moved-on', { paperId });
      return;
    }
    for (const size of COPY_SIZES) await papers.write(copyKey(paperId, size), COPY_TYPE, copies[size]);
    // not committed: rejected meanwhile, or drawn twice; the copies are the same
    await tables.commit([changeStored(paperId, { copiedAt: at, likeness: copies.likeness })]);
  };
