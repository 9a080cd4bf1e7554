import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
import { makeReceipt } from '@erbao/benefit-policy/receipt';
import { localDate } from '@erbao/kernel/dates';
import { fen } from '@erbao/kernel/money';

const PAGE = `
  import { auditTree, explainInChinese } from '@erbao/benefit-policy/explain';
  import { publishedSchemeBook } from '@erbao/benefit-policy/published-schemes';
  import { checkReceipt } from '@erbao/benefit-policy/receipt';
  globalThis.prove = (text) => {
    const receipt = JSON.parse(text);
    return JSON.stringify({
      check: checkReceipt(receipt, publishedSchemeBook()),
      sentences: explainInChinese(receipt),
      steps: auditTree(receipt).children.length,
    });
  };
`;

const bundlePage = async (): Promise<{ readonly code: string; readonly inputs: readonly string[] }> => {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  const built = await build({
    stdin: { contents: PAGE, resolveDir, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    metafile: true,
  });
  return { code: built.outputFiles[0]?.text ?? '', inputs: Object.keys(built.metafile.inputs) };
};

const receiptText = (): string => {
  const found = publishedSchemeBook().schemeFor('nansha-2018', localDate('2018-05-10'));
  if (!found.found) throw new Error('nansha-2018 holds on that day');
  const member = {
    birthDate: localDate('1965-03-02'),
    sex: 'male' as const,
    insurance: 'resident' as const,
    identities: [],
    enrolments: [{ from: localDate('2018-01-01'), to: localDate('2018-12-31') }],
  };
  const bill = {
    kind: 'inpatient' as const,
    facility: { level: 1 as const, area: 'inside' as const, designated: true },
    admittedOn: localDate('2018-05-01'),
    dischargedOn: localDate('2018-05-10'),
    amounts: { total: fen(100_000), eligible: fen(90_000), basic: fen(50_000) },
  };
  const facts = { member, bill };
  const adjudged = found.scheme.decide(facts, {});
  return JSON.stringify(makeReceipt({ scheme: found.scheme, facts, usedBefore: {}, adjudged }));
};

describe('in a browser', () => {
  it('a page proves and explains a receipt without Node, without a server and without generated code', async () => {
    const { code, inputs } = await bundlePage();
    expect(inputs.filter((input) => input.includes('zod') || input.startsWith('node:'))).toEqual([]);
    // as strict as a page's content policy: no eval and no Function from text
    const page = createContext({ TextEncoder }, { codeGeneration: { strings: false, wasm: false } });
    runInContext(code, page);
    const answer: unknown = runInContext(`prove(${JSON.stringify(receiptText())})`, page);
    expect(String(answer)).toMatch(/^\{"check":\{"agrees":true\},"sentences":\["本次申请：2018年5月10日出院/);
  });
});
