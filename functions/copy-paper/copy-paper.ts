/** A stored image → its copies for viewing; one that cannot be decoded is rejected, so that its citizen is told. */
import { type PaperNeeds, paperDeed } from '@erbao/case-file/paper-desk';
import { readWhole } from '@erbao/cloud-kit/files';
import { changeStored, paperById, rejectStored } from '@erbao/documents/paper';
import type { StoredPaper } from '@erbao/documents/stored-paper';
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
      await tables.commit([
        rejectStored(paper, 'damaged'),
        paperDeed(paper, at, 'paper-rejected', { rejection: 'damaged' }),
      ]);
      return;
    }
    for (const size of COPY_SIZES) await papers.write(copyKey(paperId, size), COPY_TYPE, copies[size]);
    // not committed: rejected meanwhile, or drawn twice; the copies are the same
    await tables.commit([changeStored(paperId, { copiedAt: at, likeness: copies.likeness })]);
  };
