/** Papers as people see them, and as they may be looked at. */
import type { PaperView } from '@erbao/api-contracts/paper-views';
import { PAPER_NAMES_ZH } from '@erbao/api-contracts/paper-kinds';
import { PAPER_STATE_NAMES_ZH, REJECTIONS_ZH, SCAN_NAMES_ZH } from '@erbao/api-contracts/paper-states';
import type { Claim } from '@erbao/claims/claim';
import { findPapers, type Paper } from '@erbao/documents/paper';
import type { Tables } from '@erbao/dynamo-kit/tables';

const scanView = ({ state, word }: NonNullable<Paper['scan']>) => ({
  state,
  text: SCAN_NAMES_ZH[state],
  ...(state === 'infected' && word !== undefined ? { found: word } : {}),
});

export const paperView = ({ paperId, kind, state, bytes, rejection, scan }: Paper): PaperView => ({
  paperId,
  kind,
  name: PAPER_NAMES_ZH[kind],
  state,
  stateName: PAPER_STATE_NAMES_ZH[state],
  ...(bytes === undefined ? {} : { bytes }),
  ...(rejection === undefined ? {} : { problem: { code: rejection, text: REJECTIONS_ZH[rejection] } }),
  ...(scan === undefined ? {} : { scan: scanView(scan) }),
});

/** All papers that were handed in for the claim, in the order in which they were. */
export const papersOfClaim = async (
  tables: Tables,
  { papers }: Pick<Claim, 'papers'>,
): Promise<readonly Paper[]> =>
  (
    await findPapers(
      tables,
      papers.map(({ paperId }) => paperId),
    )
  ).flatMap((paper) => paper ?? []);
