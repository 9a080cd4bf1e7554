/** Reads the formulas of scheme files by recursive descent. The first problem is kept as a sentence with its place. */
import type { Ratio } from '@erbao/kernel/money';
import { AMOUNT_NAMES, type AmountName } from '../facts.ts';
import { readPercent } from '../units.ts';
import type { MoneyTerm } from './terms.ts';
import { readTokens, type Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

const NOTHING: MoneyTerm = { term: 'fen', fen: 0 };
const END: Token = { token: 'end', text: '', at: 0 };
/** Deeper nesting than any rule needs; keeps the recursion bounded. */
const DEEPEST = 20;

const isAmountName = (word: string): word is AmountName => AMOUNT_NAMES.some((name) => name === word);
const amount = (name: AmountName): MoneyTerm => ({ term: 'amount', name });

const INS: readonly MoneyTerm[] = [amount('basic'), amount('criticalIllness')];
const PAID: readonly MoneyTerm[] = [...INS, amount('assistance'), amount('other')];

/** Reads money; {@link ConditionParser} adds tests to it. */
export class FormulaParser {
  readonly words: Vocabulary;
  problem: string | undefined;
  private tokens: readonly Token[] = [];
  private position = 0;
  private depth = 0;

  constructor(text: string, words: Vocabulary) {
    this.words = words;
    const read = readTokens(text);
    if (read.ok) this.tokens = read.tokens;
    else this.problem = `cannot be read from character ${read.at + 1}`;
  }

  get next(): Token {
    return this.problem === undefined ? (this.tokens[this.position] ?? END) : END;
  }

  fail(problem: string): void {
    this.problem ??= `${problem} (character ${this.next.at + 1})`;
  }

  take(): Token {
    const token = this.next;
    this.position += 1;
    return token;
  }

  takeIf(text: string): boolean {
    if (this.next.token === 'end' || this.next.text !== text) return false;
    this.position += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.takeIf(text)) this.fail(`"${text}" expected before "${this.next.text}"`);
  }

  finish(): void {
    if (this.problem === undefined && this.next.token !== 'end') this.fail(`unexpected "${this.next.text}"`);
  }

  deeper<T>(read: () => T, otherwise: T): T {
    if (this.depth >= DEEPEST) {
      this.fail('nested too deeply');
      return otherwise;
    }
    this.depth += 1;
    const result = read();
    this.depth -= 1;
    return result;
  }

  /** word, word … ) — the opening bracket is already taken. */
  wordsUntilClose(isKnown: (word: string) => boolean, what: string): string[] {
    const found: string[] = [];
    do {
      const token = this.take();
      if (token.token !== 'word' && token.token !== 'number') this.fail(`${what} expected`);
      else if (!isKnown(token.text)) this.fail(`unknown ${what} "${token.text}"`);
      found.push(token.text);
    } while (this.takeIf(','));
    this.expect(')');
    return found;
  }

  money(): MoneyTerm {
    const plus: MoneyTerm[] = [this.part()];
    const minus: MoneyTerm[] = [];
    for (;;) {
      if (this.takeIf('+')) plus.push(this.part());
      else if (this.takeIf('-')) minus.push(this.part());
      else break;
    }
    const [only] = plus;
    return plus.length === 1 && minus.length === 0 && only !== undefined ? only : flatten(plus, minus);
  }

  percent(): Ratio {
    const token = this.take();
    if (token.token === 'word' && token.text.startsWith('parameter.')) {
      const given = this.words.parameterRatio(token.text.slice('parameter.'.length));
      if (given === undefined) this.fail(`unknown parameter "${token.text}"`);
      return given ?? { num: 0, den: 1 };
    }
    const ratio = readPercent(token.text);
    if (ratio === undefined) this.fail(`"${token.text}" is not a ratio with its unit, as in 25%`);
    return ratio ?? { num: 0, den: 1 };
  }

  private part(): MoneyTerm {
    return this.deeper(() => this.readPart(), NOTHING);
  }

  private readPart(): MoneyTerm {
    if (this.takeIf('(')) {
      const inner = this.money();
      this.expect(')');
      return inner;
    }
    const token = this.take();
    if (token.token === 'number') {
      if (token.text !== '0') this.fail(`"${token.text}" has no unit; sums belong in a step or a setting`);
      return NOTHING;
    }
    if (token.token !== 'word') {
      this.fail(`an amount expected before "${token.text}"`);
      return NOTHING;
    }
    return this.call(token.text) ?? this.word(token.text);
  }

  private call(name: string): MoneyTerm | undefined {
    if (name !== 'max' && name !== 'min' && name !== 'share') return undefined;
    this.expect('(');
    const of = [this.money()];
    if (name === 'share') {
      this.expect(',');
      const ratio = this.percent();
      this.expect(')');
      return { term: 'share', of: of[0] ?? NOTHING, ratio };
    }
    while (this.takeIf(',')) of.push(this.money());
    this.expect(')');
    return { term: name === 'max' ? 'greatest' : 'least', of };
  }

  private word(word: string): MoneyTerm {
    const { words } = this;
    if (isAmountName(word)) return amount(word);
    if (word === 'ins') return { term: 'sum', plus: INS, minus: [] };
    if (word === 'paid') return { term: 'sum', plus: PAID, minus: [] };
    const named = words.named.get(word);
    if (named !== undefined) return named;
    const [head = '', ...rest] = word.split('.');
    const name = rest.join('.');
    const benefit = head === 'granted' ? words.benefits.get(name) : undefined;
    if (benefit !== undefined) return { term: 'granted', benefit };
    const counter = head === 'used' ? words.counters.get(name) : undefined;
    if (counter !== undefined) return { term: 'used', counter };
    const given = head === 'parameter' ? words.parameterFen(name) : undefined;
    if (given !== undefined) return { term: 'fen', fen: given };
    this.fail(`unknown word "${word}"`);
    return NOTHING;
  }
}

/** a − (b + c) is a − b − c: one flat sum, which the compiled function adds without steps between. */
const flatten = (plus: readonly MoneyTerm[], minus: readonly MoneyTerm[]): MoneyTerm => {
  const flat = { plus: Array<MoneyTerm>(), minus: Array<MoneyTerm>() };
  for (const term of plus) {
    if (term.term === 'sum') {
      flat.plus.push(...term.plus);
      flat.minus.push(...term.minus);
    } else flat.plus.push(term);
  }
  for (const term of minus) {
    if (term.term === 'sum') {
      flat.minus.push(...term.plus);
      flat.plus.push(...term.minus);
    } else flat.minus.push(term);
  }
  return { term: 'sum', ...flat };
};

/** A formula's meaning, or the sentence that says what is wrong with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

export const parseMoney = (text: string, words: Vocabulary): Parsed<MoneyTerm> => {
  const parser = new FormulaParser(text, words);
  const value = parser.money();
  parser.finish();
  return parser.problem === undefined ? { ok: true, value } : { ok: false, problem: parser.problem };
};
