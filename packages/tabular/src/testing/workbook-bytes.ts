/** Workbooks written part by part, so that a test can break any of them. */
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';

export type WorkbookParts = {
  readonly strings?: string;
  /** Instead of a sheet around `rows`. */
  readonly sheet?: string;
  readonly from1904?: boolean;
  /** Not compressed: quicker where many are made. */
  readonly stored?: boolean;
  readonly others?: readonly { readonly name: string; readonly state?: string; readonly rows?: string }[];
  /** Written over the parts that a workbook has; undefined leaves the part out. */
  readonly parts?: Readonly<Record<string, string | undefined>>;
};

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

const sheetXml = (rows: string): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData></worksheet>`;
const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;

export const cellXml = (at: string, type: string, value: string): string =>
  `<c r="${at}" t="${type}"><v>${value}</v></c>`;

/** Style 1 is a date, 2 a date with time, 3 a date in Chinese. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy/m/d h:mm:ss"/><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs></styleSheet>`;

const partsOf = (rows: string, more: WorkbookParts): Readonly<Record<string, string | undefined>> => {
  const { strings, sheet, from1904 = false, others = [], parts = {} } = more;
  const tabs = [{ name: '明细', state: 'visible' }, ...others].map(
    ({ name, state = 'visible' }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="s${index + 1}"/>`,
  );
  const sheets = [sheet ?? sheetXml(rows), ...others.map((other) => sheetXml(other.rows ?? ''))];
  const relations = [
    ...sheets.map((_one, index) =>
      relation(`s${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
    ),
    relation('y', 'styles', 'styles.xml'),
    ...(strings === undefined ? [] : [relation('t', 'sharedStrings', 'sharedStrings.xml')]),
  ];
  return {
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${relation('w', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${from1904 ? '1' : '0'}"/><sheets>${tabs.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${relations.join('')}</Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml':
      strings === undefined ? undefined : `${HEAD}<sst xmlns="${MAIN}">${strings}</sst>`,
    ...Object.fromEntries(sheets.map((xml, index) => [`xl/worksheets/sheet${index + 1}.xml`, xml])),
    ...parts,
  };
};

/** A fixed date: the same parts are the same bytes. */
const WRITTEN = new Date(Date.UTC(2018, 4, 31));

export const zipBytes = async (
  parts: Readonly<Record<string, string | undefined>>,
  stored = false,
): Promise<Uint8Array> => {
  const level = stored ? 0 : 6;
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, lastModDate: WRITTEN, level });
  for (const [name, text] of Object.entries(parts))
    if (text !== undefined) await writer.add(name, new TextReader(text));
  return new Uint8Array(await (await writer.close()).arrayBuffer());
};

export const workbookBytes = (rows: string, more: WorkbookParts = {}): Promise<Uint8Array> =>
  zipBytes(partsOf(rows, more), more.stored);

export const joinPieces = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
};
