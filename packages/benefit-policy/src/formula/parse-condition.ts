/** Tests: `kind is (inpatient, special-outpatient) and not suspended`, `total - eligible > 0`, `identity(difficult)`. */
import { readCodeRange } from '../icd.ts';
import { STAGE_SYSTEMS, type StageSystem } from '../stages.ts';
import { FormulaParser, type Parsed } from './parse-formula.ts';
import { AGE_WORDS, CODE_WORDS, type Condition, FACT_WORDS, type Sign } from './terms.ts';
import { isCodeOf, type Vocabulary } from './vocabulary.ts';

const ALWAYS: Condition = { test: 'always' };
const SIGNS: readonly Sign[] = ['<', '<=', '>', '>='];
const OLDEST = 150;

const oneOf = <T extends string>(known: readonly T[], word: string): T | undefined =>
  known.find((candidate) => candidate === word);

class ConditionParser extends FormulaParser {
  condition(): Condition {
    const of = [this.conjunction()];
    while (this.takeIf('or')) of.push(this.conjunction());
    return of.length === 1 ? (of[0] ?? ALWAYS) : { test: 'any', of };
  }

  private conjunction(): Condition {
    const of = [this.single()];
    while (this.takeIf('and')) of.push(this.single());
    return of.length === 1 ? (of[0] ?? ALWAYS) : { test: 'all', of };
  }

  private single(): Condition {
    return this.deeper(() => this.readSingle(), ALWAYS);
  }

  private readSingle(): Condition {
    if (this.takeIf('not')) return { test: 'not', of: this.single() };
    if (this.takeIf('(')) {
      const inner = this.condition();
      this.expect(')');
      return inner;
    }
    const word = this.next.text;
    if (this.takeIf('always')) return ALWAYS;
    return this.plainWord(word) ?? this.question(word) ?? this.comparison();
  }

  private plainWord(word: string): Condition | undefined {
    const fact = oneOf(FACT_WORDS, word);
    if (fact !== undefined) {
      this.take();
      return { test: 'fact', word: fact };
    }
    const code = oneOf(CODE_WORDS, word);
    if (code !== undefined) {
      this.take();
      return {
        test: 'code',
        word: code,
        codes: this.codes((text) => isCodeOf(code, text, this.words), code),
      };
    }
    const label = this.words.labels.get(word);
    if (label !== undefined) {
      this.take();
      return { test: 'label', slot: label.slot, labels: this.codes((text) => label.labels.has(text), word) };
    }
    const age = oneOf(AGE_WORDS, word);
    if (age === undefined) return undefined;
    this.take();
    return { test: 'age', word: age, sign: this.sign(), years: this.wholeNumber(OLDEST) };
  }

  private question(word: string): Condition | undefined {
    switch (word) {
      case 'identity':
        return { test: 'identity', kinds: this.args((text) => this.words.identities.has(text), 'identity') };
      case 'flag':
        return { test: 'flag', flags: this.args((text) => this.words.flags.has(text), 'flag') };
      case 'registered-among-first': {
        this.take();
        this.expect('(');
        const first = this.wholeNumber(99);
        this.expect(')');
        return { test: 'registered', first };
      }
      case 'any-diagnosis':
      case 'main-diagnosis': {
        const written = this.args((text) => readCodeRange(text) !== undefined, 'ICD-10 code');
        const ranges = written.flatMap((text) => readCodeRange(text) ?? []);
        return { test: 'diagnosis', main: word === 'main-diagnosis', ranges };
      }
      case 'stage-known':
        return { test: 'stage', system: this.stageSystem(), stages: [] };
      case 'stage': {
        const system = this.stageSystem();
        return { test: 'stage', system, stages: this.codes(() => true, 'stage') };
      }
      case 'above-share':
        return this.aboveShare();
      default:
        return undefined;
    }
  }

  private aboveShare(): Condition {
    this.take();
    this.expect('(');
    const part = this.money();
    this.expect(',');
    const ratio = this.percent();
    this.expect(',');
    const whole = this.money();
    this.expect(')');
    return { test: 'above-share', part, ratio, whole };
  }

  private comparison(): Condition {
    const left = this.money();
    const sign = this.sign();
    return { test: 'money', left, sign, right: this.money() };
  }

  private args(isKnown: (word: string) => boolean, what: string): string[] {
    this.take();
    this.expect('(');
    return this.wordsUntilClose(isKnown, what);
  }

  /** `is x` or `is (x, y)`. */
  private codes(isKnown: (word: string) => boolean, what: string): string[] {
    this.expect('is');
    if (this.takeIf('(')) return this.wordsUntilClose(isKnown, `value of ${what}`);
    const token = this.take();
    if (!isKnown(token.text)) this.fail(`unknown value of ${what} "${token.text}"`);
    return [token.text];
  }

  private stageSystem(): StageSystem {
    const [written = ''] = this.args((text) => oneOf(STAGE_SYSTEMS, text) !== undefined, 'staging system');
    return oneOf(STAGE_SYSTEMS, written) ?? 'tnm';
  }

  private sign(): Sign {
    const token = this.take();
    const sign = oneOf(SIGNS, token.text);
    if (sign === undefined) this.fail(`<, <=, > or >= expected before "${token.text}"`);
    return sign ?? '<';
  }

  private wholeNumber(most: number): number {
    const token = this.take();
    const value = /^\d{1,3}$/.test(token.text) ? Number(token.text) : most + 1;
    if (value > most) this.fail(`a whole number up to ${most} expected, not "${token.text}"`);
    return value;
  }
}

export const parseCondition = (text: string, words: Vocabulary): Parsed<Condition> => {
  const parser = new ConditionParser(text, words);
  const value = parser.condition();
  parser.finish();
  return parser.problem === undefined ? { ok: true, value } : { ok: false, problem: parser.problem };
};
