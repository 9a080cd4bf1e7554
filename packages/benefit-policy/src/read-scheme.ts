/** Reads one scheme file: every word known, every sum with its unit, every clause quoted. Faults name file and path. */
import { type LocalDate, localDate, readLocalDate } from '@erbao/kernel/dates';
import { DocumentNode, type SchemeFault } from './document-node.ts';
import { type Declared, type ParameterValues, probeParameters, readDeclared } from './parameters.ts';
import { readCeilings } from './read-ceilings.ts';
import { type ReadingContext, readOptionalClauses } from './reading-context.ts';
import { type Clause, type Counter, type OpenList, type Scheme, type Setting } from './scheme.ts';
import { allWords, readBenefits, readTotals, readVocabulary, readWords } from './read-vocabulary.ts';
import { readSteps } from './steps/steps.ts';

const FIELDS = [
  ...[
    'format',
    'scheme',
    'title',
    'version',
    'validTo',
    'source',
    'yearStartsOn',
    'objection',
    'clauses',
    'roomClauses',
  ],
  ...['settings', 'words', 'openLists', 'parameters', 'totals', 'benefits', 'ceilings', 'steps'],
];
/** Choices that the engine itself follows for every scheme. */
const ENGINE_SETTINGS: ReadonlySet<string> = new Set(['rounding', 'birthday', 'order-of-checks']);
const NO_DAY = localDate('0001-01-01');

const readDay = (node: DocumentNode): LocalDate => {
  const day = readLocalDate(node.text());
  if (day === undefined && node.present) node.fault('is not a day, as in 2018-01-01');
  return day ?? NO_DAY;
};

const readClauseTexts = (node: DocumentNode): ReadonlyMap<string, Clause> => {
  const clauses = new Map<string, Clause>();
  for (const [id, item] of node.entries()) {
    item.only('place', 'text');
    clauses.set(id, { id, place: item.field('place').text(), text: item.field('text').text() });
  }
  return clauses;
};

const readSettings = (node: DocumentNode): readonly Setting[] =>
  node.items().map((item) => {
    item.only('id', 'value', 'decidedOn', 'reason', 'confirmed');
    const confirmed = item.field('confirmed');
    return {
      id: item.field('id').text(),
      value: item.field('value').text(),
      decidedOn: readDay(item.field('decidedOn')),
      reason: item.field('reason').text(),
      confirmed: !confirmed.present || confirmed.flag(),
    };
  });

/** Lists that the document leaves open: dated, with their source, shown as not yet confirmed. */
const readOpenLists = (node: DocumentNode): readonly OpenList[] =>
  node.present
    ? node.items().map((item) => {
        item.only('id', 'title', 'validFrom', 'source', 'confirmed', 'items');
        return {
          id: item.field('id').text(),
          title: item.field('title').text(),
          validFrom: readDay(item.field('validFrom')),
          source: item.field('source').text(),
          confirmed: item.field('confirmed').flag(),
          items: readWords(item.field('items')),
        };
      })
    : [];

const readYearStart = (node: DocumentNode): string => {
  if (!node.present) return '01-01';
  const day = node.text();
  if (readLocalDate(`2019-${day}`) === undefined) node.fault('is not a day of every year, as in 03-18');
  return day;
};

/** A setting that no step names is a dead word: it would promise a choice that nothing follows. */
const checkSettingsAreNamed = (node: DocumentNode, context: ReadingContext): void => {
  for (const item of node.items()) {
    const id = item.field('id');
    if (!ENGINE_SETTINGS.has(id.text()) && !context.namedSettings.has(id.text()))
      id.fault(`no step is decided by "${id.text()}"`);
  }
};

const readContent = (root: DocumentNode, declared: Declared, values: ParameterValues): Scheme => {
  const counters: Counter[] = [];
  const benefits = readBenefits(root.field('benefits'), counters);
  readTotals(root.field('totals'), counters);
  const words = readVocabulary(root, benefits, counters, values);
  const clauses = readClauseTexts(root.field('clauses'));
  const settings = readSettings(root.field('settings'));
  let slotCount = 0;
  const context: ReadingContext = {
    words,
    clauses,
    settingIds: new Set(settings.map((setting) => setting.id)),
    namedSettings: new Set(),
    newSlot: () => slotCount++,
    parameterTiers: (path) => {
      const value = values.get(path);
      return value?.unit === 'tiers' ? value.tiers : undefined;
    },
    isAbsent: (path) => values.get(path)?.unit === 'none',
  };
  const ceilings = readCeilings(root.field('ceilings'), context, declared, values);
  const steps = readSteps(root.field('steps'), context);
  const version = readDay(root.field('version'));
  const validTo = root.field('validTo').present ? readDay(root.field('validTo')) : undefined;
  if (validTo !== undefined && validTo < version) root.field('validTo').fault('lies before the version');
  const source = root.field('source').only('document', 'title', 'issuedOn', 'note');
  checkSettingsAreNamed(root.field('settings'), context);
  return {
    schemeId: root.field('scheme').text(),
    title: root.field('title').text(),
    version,
    validTo,
    source: { document: source.field('document').text(), title: source.field('title').text() },
    yearStartsOn: readYearStart(root.field('yearStartsOn')),
    objection: root.field('objection').text(),
    clauses,
    settings,
    openLists: readOpenLists(root.field('openLists')),
    roomClauses: readOptionalClauses(root.field('roomClauses'), context),
    words: allWords(root.field('words')),
    counters,
    benefits,
    ceilings,
    steps,
    slotCount,
  };
};

export type ReadScheme = {
  readonly scheme: Scheme;
  readonly declared: Declared;
  readonly faults: readonly SchemeFault[];
};

/** The name a fault gives the file: where a published version of this id and day is kept. */
const fileName = (document: unknown, position: number): string => {
  const root = new DocumentNode(document, '', () => {});
  const [id, version] = [root.field('scheme').value, root.field('version').value];
  return typeof id === 'string' && typeof version === 'string'
    ? `${id.slice(0, 60)}/${version.slice(0, 10)}.json`
    : `document ${position + 1}`;
};

/** Reads a document for one municipality's numbers, or (without them) only to check it. */
export const readScheme = (
  document: unknown,
  position: number,
  valuesFor: (declared: Declared) => ParameterValues = probeParameters,
): ReadScheme => {
  const file = fileName(document, position);
  const faults: SchemeFault[] = [];
  const root = new DocumentNode(document, '', (path, problem) => faults.push({ file, path, problem }));
  root.only(...FIELDS);
  if (root.field('format').value !== 1) root.field('format').fault('1 is expected');
  const declared = readDeclared(root.field('parameters'));
  return { scheme: readContent(root, declared, valuesFor(declared)), declared, faults };
};
