/** Cuts a formula into tokens in linear time. A word may hold hyphens and points; a minus sign stands between blanks. */

export type Token =
  | { readonly token: 'word'; readonly text: string; readonly at: number }
  | { readonly token: 'number'; readonly text: string; readonly at: number }
  | { readonly token: 'sign'; readonly text: string; readonly at: number }
  | { readonly token: 'end'; readonly text: ''; readonly at: number };

const LONGEST_FORMULA = 500;
// sticky: each alternative starts where the last token ended, so no text is scanned twice
const NEXT = /\s*(?:([A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*)|(\d+(?:\.\d+)?%?)|(<=|>=|[<>+(),-]))/y;

export type Tokens =
  | { readonly ok: true; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly at: number };

export const readTokens = (text: string): Tokens => {
  if (text.length > LONGEST_FORMULA) return { ok: false, at: LONGEST_FORMULA };
  const tokens: Token[] = [];
  const source = text.trimEnd();
  NEXT.lastIndex = 0;
  while (NEXT.lastIndex < source.length) {
    const at = NEXT.lastIndex;
    const match = NEXT.exec(source);
    if (match === null) return { ok: false, at };
    const [, word, number, sign = ''] = match;
    if (word !== undefined) tokens.push({ token: 'word', text: word, at });
    else if (number !== undefined) tokens.push({ token: 'number', text: number, at });
    else tokens.push({ token: 'sign', text: sign, at });
  }
  tokens.push({ token: 'end', text: '', at: source.length });
  return { ok: true, tokens };
};
