/**
 * One pass finds the format and the hash of the whole file, a second one cuts it (a workbook by its parts, read where they
 * lie). Chunks depend on the bytes only: a repeated step writes the same chunks.
 */
import { recordDeed } from '@erbao/audit/audit-event';
import type { Files } from '@erbao/cloud-kit/files';
import type { Tables, Write } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { Conflict } from '@erbao/kernel/errors';
import { changeMonth, findMonth, type HospitalMonth, openMonth } from '@erbao/one-stop/hospital-month';
import { ROWS_PER_CHUNK, splitIntoChunks } from '@erbao/month-file/chunks';
import { chunkKey, rawFileKey } from '@erbao/settlement-files/file-names';
import { encodingProblem, type FileProblem, fileProblem } from '@erbao/month-file/file-problem';
import { changeFile, fileById, placeOf, type SettlementFile } from '@erbao/settlement-files/settlement-file';
import { tellOfFile } from '@erbao/settlement-files/month-told';
import { NOTES_SHEET } from '@erbao/settlement-files/template';
import type { ByteSource } from '@erbao/tabular/byte-source';
import { detectEncoding } from '@erbao/tabular/detect-encoding';
import { openDetected, type TableFormat } from '@erbao/tabular/open-table';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export type Needs = { readonly tables: Tables; readonly files: Files; readonly clock: Clock };
export type Output = {
  readonly fileId: string;
  readonly next: 'settle' | 'refused' | 'closed';
  readonly chunks: readonly { readonly fileId: string; readonly index: number }[];
};

/**
 * A workflow's history has 25,000 events and a chunk takes seven, three more for each retry; its list of chunks has to fit
 * into 256 KB (110 KB here). No hospital's month comes near two million rows.
 */
const MOST_CHUNKS = 2_000;

type Split =
  | {
      readonly ok: true;
      readonly format: TableFormat;
      readonly rowsIn: number;
      readonly chunkCount: number;
    }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

const sourceOf = async (files: Files, file: SettlementFile): Promise<ByteSource> => {
  const key = rawFileKey(placeOf(file));
  const facts = await files.facts(key);
  return {
    size: facts?.bytes ?? 0,
    stream: () => files.read(key),
    read: (start, end) => files.readPart(key, start, end),
  };
};

/** The bytes once: what they are, and whether they are the bytes that the ticket promised. */
const judge = async (source: ByteSource, file: SettlementFile) => {
  const hash = sha256.create();
  async function* hashed() {
    for await (const piece of source.stream()) {
      hash.update(piece);
      yield piece;
    }
  }
  const detected = await detectEncoding(hashed());
  return { detected, intact: bytesToHex(hash.digest()) === file.sha256 };
};

const split = async ({ files }: Needs, file: SettlementFile): Promise<Split> => {
  const source = await sourceOf(files, file);
  const { detected, intact } = await judge(source, file);
  const table = openDetected(detected, source, { besides: [NOTES_SHEET] });
  if (!table.ok) return { ok: false, problems: [encodingProblem(table)] };
  if (!intact) return { ok: false, problems: [fileProblem('file-hash-differs')] };
  const place = placeOf(file);
  let read: Split = { ok: false, problems: [fileProblem('file-empty')] };
  for await (const item of splitIntoChunks(table.rows(), ROWS_PER_CHUNK)) {
    if (item.kind === 'chunk' && item.index >= MOST_CHUNKS)
      return { ok: false, problems: [fileProblem('too-many-rows')] };
    if (item.kind === 'chunk')
      await files.write(chunkKey(place, item.index), 'text/plain', new TextEncoder().encode(item.text));
    else if (item.kind === 'refused') return { ok: false, problems: item.problems };
    else read = { ok: true, format: table.format, rowsIn: item.rowsIn, chunkCount: item.chunkCount };
  }
  return read;
};

const monthOfFile = async (tables: Tables, { hospitalId, month }: SettlementFile): Promise<HospitalMonth> =>
  (await findMonth(tables, hospitalId, month)) ?? openMonth(hospitalId, month);

/** The month cannot close while a file is being settled into it. */
const startOnMonth = (month: HospitalMonth, fileId: string): Write =>
  changeMonth(month, { working: [...month.working, fileId] });

const outputOf = ({ fileId, state, chunkCount = 0 }: SettlementFile): Output => ({
  fileId,
  next: state === 'working' ? 'settle' : state === 'refused' ? 'refused' : 'closed',
  chunks: Array.from({ length: state === 'working' ? chunkCount : 0 }, (_, index) => ({ fileId, index })),
});

export const splitSettlementFile =
  (needs: Needs) =>
  async ({ fileId }: { readonly fileId: string }): Promise<Output> => {
    const { tables, clock } = needs;
    const file = await fileById(tables, fileId);
    if (file.state !== 'ticketed') return outputOf(file);
    const month = await monthOfFile(tables, file);
    const result: Split =
      month.state === 'closed'
        ? { ok: false, problems: [fileProblem('month-closed')] }
        : await split(needs, file);
    const at = clock();
    const set = result.ok
      ? { state: 'working', format: result.format, rowsIn: result.rowsIn, chunkCount: result.chunkCount }
      : {
          state: 'refused',
          problems: result.problems.map(({ code, messageZh }) => ({ code, text: messageZh })),
        };
    const outcome = await tables.commit([
      changeFile(file, set),
      result.ok ? startOnMonth(month, fileId) : tellOfFile('month-file-refused', file, at),
      recordDeed({
        subjectId: fileId,
        at,
        who: 'system',
        action: result.ok ? 'file-split' : 'file-refused',
        details: result.ok ? { rowsIn: result.rowsIn } : { problems: result.problems.length },
      }),
    ]);
    if (!outcome.committed) throw new Conflict('settlement-file-moved-on', { fileId });
    return outputOf(await fileById(tables, fileId));
  };
