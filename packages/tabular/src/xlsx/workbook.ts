/** What stands around the sheets: which there are, how numbers are meant, which strings they share. */
import type { NumberStyle } from './cell-text.ts';
import { attribute, readXml } from './read-xml.ts';
import { NO_STRINGS, readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { WorkbookFault } from './workbook-fault.ts';
import { partName, type ZipPart, type ZipParts } from './zip-parts.ts';

export type Sheet = { readonly name: string; readonly visible: boolean; readonly part: ZipPart };
export type Workbook = {
  /** In the order of the tabs. */
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
  readonly styleOf: (index: number) => NumberStyle;
  readonly strings: SharedStrings;
};

const SMALL_PART = 33_554_432;
const MOST_STRINGS_XML = 402_653_184;

type Relation = { readonly id: string; readonly kind: string; readonly target: string };

const readRelations = async (parts: ZipParts, of: string): Promise<readonly Relation[]> => {
  const place = of.lastIndexOf('/') + 1;
  const part = parts.get(partName(`${of.slice(0, place)}_rels/${of.slice(place)}.rels`));
  const relations: Relation[] = [];
  if (part === undefined) return relations;
  await readXml(part.inflate(SMALL_PART), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      // what lies outside the file is never fetched
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const kind = Type.slice(Type.lastIndexOf('/') + 1);
      const target = Target.startsWith('/') ? Target : `${of.slice(0, place)}${Target}`;
      relations.push({ id: Id, kind, target });
    },
  });
  return relations;
};

type Tab = { readonly name: string; readonly visible: boolean; readonly relation: string };

const readTabs = async (
  part: ZipPart,
): Promise<{ readonly tabs: readonly Tab[]; readonly from1904: boolean }> => {
  const tabs: Tab[] = [];
  let from1904 = false;
  await readXml(part.inflate(SMALL_PART), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const { name: title = '', state = 'visible' } = attributes;
      tabs.push({ name: title, visible: state === 'visible', relation: attribute(attributes, 'id') ?? '' });
    },
  });
  return { tabs, from1904 };
};

/** The dates among the formats that every workbook has, the East Asian ones too. */
const builtInStyle = (format: number): NumberStyle => {
  if (format === 22) return 'date-time';
  const isDay =
    (format >= 14 && format <= 17) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
  return isDay ? 'date' : 'number';
};

const QUOTED = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g;
export const styleOfCode = (code: string): NumberStyle => {
  const letters = code.replaceAll(QUOTED, '').toLowerCase();
  if (letters === 'general' || !/[yd]|m.*[sh]|[sh].*m/.test(letters)) return 'number';
  return /[hs]/.test(letters) ? 'date-time' : 'date';
};

const readStyles = async (part: ZipPart): Promise<readonly NumberStyle[]> => {
  const own = new Map<number, NumberStyle>();
  const styles: NumberStyle[] = [];
  let inCells = false;
  await readXml(part.inflate(SMALL_PART), {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      const format = Number(numFmtId);
      if (name === 'numFmt') own.set(format, styleOfCode(formatCode));
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) styles.push(own.get(format) ?? builtInStyle(format));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
};

const only = (relations: readonly Relation[], parts: ZipParts, kind: string): ZipPart | undefined => {
  const relation = relations.find((one) => one.kind === kind);
  if (relation === undefined) return undefined;
  const part = parts.get(partName(relation.target));
  if (part === undefined) throw new WorkbookFault('broken');
  return part;
};

export const readWorkbook = async (parts: ZipParts): Promise<Workbook> => {
  const main = (await readRelations(parts, '')).find(({ kind }) => kind === 'officeDocument');
  const part = parts.get(partName(main?.target ?? ''));
  // a Word file has such a part, too, and a binary workbook (.xlsb) is not XML
  if (main === undefined || part === undefined || !/workbook[^/]*\.xml$/i.test(main.target))
    throw new WorkbookFault('no-workbook');
  const { tabs, from1904 } = await readTabs(part);
  const relations = await readRelations(parts, main.target);
  const sheets = tabs.flatMap(({ name, visible, relation }) => {
    const found = relations.find(({ id }) => id === relation);
    if (found === undefined) throw new WorkbookFault('broken');
    if (found.kind !== 'worksheet') return [];
    const sheet = parts.get(partName(found.target));
    if (sheet === undefined) throw new WorkbookFault('broken');
    return [{ name, visible, part: sheet }];
  });
  const styles = only(relations, parts, 'styles');
  const known = styles === undefined ? [] : await readStyles(styles);
  const strings = only(relations, parts, 'sharedStrings');
  return {
    sheets,
    from1904,
    styleOf: (index) => known[index] ?? 'number',
    strings: strings === undefined ? NO_STRINGS : await readSharedStrings(strings.inflate(MOST_STRINGS_XML)),
  };
};
