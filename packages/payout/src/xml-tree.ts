/** The bank's XML as plain records: every value a text, no entities, no prefixes, repeatable elements always a list. */
import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';

/** Elements of pain.002 and camt.053 that may repeat, so that one and many read alike. */
const REPEATABLE: ReadonlySet<string> = new Set([
  'OrgnlPmtInfAndSts',
  'TxInfAndSts',
  'StsRsnInf',
  'Stmt',
  'Bal',
  'Ntry',
  'NtryDtls',
  'TxDtls',
  'Ustrd',
]);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  // an answer needs no entities, and nobody may make us expand one
  processEntities: false,
  isArray: (name) => REPEATABLE.has(name),
});

const ENDS = /<\/(?:\w{1,20}:)?Document>\s{0,100}$/;

/** Undefined when it is not a whole document. */
export const readXml = (file: Uint8Array): unknown => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
    // a file cut off in the middle must not pass for a shorter one
    if (!ENDS.test(text)) return undefined;
    // it throws; the parser would forgive broken markup, and lose what stands in it
    SyntaxValidator.validate(text);
    const tree: unknown = parser.parse(text);
    return tree;
  } catch {
    return undefined;
  }
};
