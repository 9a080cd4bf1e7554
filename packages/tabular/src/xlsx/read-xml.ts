/**
 * XML as events, strictly well-formed, in constant memory: no document type (so no entities of its own), no endless text
 * and no endless nesting.
 */
import { SaxesParser } from 'saxes';
import { WorkbookFault } from './workbook-fault.ts';

export type XmlHandlers = {
  /** `name` without its prefix. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};
export type XmlReader = { readonly write: (piece: Uint8Array) => void; readonly end: () => void };

const DEEPEST = 64;
/** The longest stretch without an event: the longest cell has 32,767 characters. */
const LONGEST_QUIET = 1_048_576;

type Tag = { readonly name: string; readonly attributes: Record<string, string> };
type Parser = SaxesParser<{ xmlns: false; position: false }>;

const broken = (cause?: unknown): never => {
  throw new WorkbookFault('broken', undefined, cause);
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Attribute by its name without prefix, as in `r:id`. */
export const attribute = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];

export const createXmlReader = ({ open, text, close }: XmlHandlers): XmlReader => {
  const parser: Parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let depth = 0;
  let quiet = 0;
  parser.on('error', broken);
  parser.on('doctype', () => broken());
  parser.on('opentag', ({ name, attributes }: Tag) => {
    quiet = 0;
    depth += 1;
    if (depth > DEEPEST) broken();
    open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    quiet = 0;
    depth -= 1;
    close?.(localName(name));
  });
  if (text !== undefined) parser.on('text', text);
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch (error) {
      return broken(error);
    }
  };
  return {
    write: (piece) => {
      quiet += piece.length;
      parser.write(decode(piece));
      if (quiet > LONGEST_QUIET) broken();
    },
    end: () => {
      parser.write(decode()).close();
    },
  };
};

/** Reads a whole part of bounded size. */
export const readXml = async (pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> => {
  const reader = createXmlReader(handlers);
  for await (const piece of pieces) reader.write(piece);
  reader.end();
};
