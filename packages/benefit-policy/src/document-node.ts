/** A place in a JSON document. Every problem is kept with the document's file and the path inside it. */

export type SchemeFault = { readonly file: string; readonly path: string; readonly problem: string };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Longer texts in a scheme file are a mistake (a whole document pasted into a clause). */
const LONGEST_TEXT = 2_000;

export class DocumentNode {
  readonly value: unknown;
  readonly path: string;
  private readonly report: (path: string, problem: string) => void;

  constructor(value: unknown, path: string, report: (path: string, problem: string) => void) {
    this.value = value;
    this.path = path;
    this.report = report;
  }

  fault(problem: string): void {
    this.report(this.path === '' ? '(document)' : this.path, problem);
  }

  get present(): boolean {
    return this.value !== undefined;
  }

  field(name: string): DocumentNode {
    const inner = isRecord(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined;
    return new DocumentNode(inner, this.path === '' ? name : `${this.path}.${name}`, this.report);
  }

  /** Faults every field that is not listed: a misspelt word must not be silently ignored. */
  only(...names: readonly string[]): this {
    if (!isRecord(this.value)) this.fault('an object is expected');
    else
      for (const name of Object.keys(this.value))
        if (!names.includes(name)) this.field(name).fault(`unknown word "${name}"`);
    return this;
  }

  text(): string {
    if (typeof this.value === 'string' && this.value !== '' && this.value.length <= LONGEST_TEXT)
      return this.value;
    this.fault(this.present ? `a text of at most ${LONGEST_TEXT} characters is expected` : 'is missing');
    return '';
  }

  flag(): boolean {
    if (typeof this.value !== 'boolean')
      this.fault(this.present ? 'true or false is expected' : 'is missing');
    return this.value === true;
  }

  items(): readonly DocumentNode[] {
    if (!Array.isArray(this.value)) {
      this.fault(this.present ? 'a list is expected' : 'is missing');
      return [];
    }
    return this.value.map(
      (item: unknown, index) => new DocumentNode(item, `${this.path}[${index}]`, this.report),
    );
  }

  entries(): readonly (readonly [string, DocumentNode])[] {
    if (!isRecord(this.value)) {
      this.fault(this.present ? 'an object is expected' : 'is missing');
      return [];
    }
    return Object.keys(this.value).map((name) => [name, this.field(name)] as const);
  }

  oneOf<T extends string>(known: readonly T[]): T | undefined {
    const found = known.find((candidate) => candidate === this.value);
    if (found === undefined)
      this.fault(
        this.present
          ? `unknown word "${String(this.value)}"; expected ${known.join(', ')}`
          : `is missing; expected ${known.join(', ')}`,
      );
    return found;
  }
}
