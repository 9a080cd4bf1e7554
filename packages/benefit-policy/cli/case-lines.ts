/** Reads one line of a case file: every problem becomes a sentence, nothing crashes the run. */
import { type Fen, fen, readFen } from '@erbao/kernel/money';
import * as z from 'zod';
import { billSchemaWith, memberFactsSchema } from '../src/facts-schema.ts';

const yuan = z.string().transform((text, context): Fen => {
  const read = readFen(text);
  if (read.ok) return read.fen;
  context.addIssue({ code: 'custom', message: `"${text.slice(0, 30)}" is not an amount (${read.reason})` });
  return fen(0);
});

const expected = z.object({
  bill: z.string(),
  outcome: z.enum(['granted', 'nothing', 'refused', 'referred']),
  benefits: z.record(z.string(), z.string()).optional(),
  total: z.string().optional(),
  reason: z.string().optional(),
  referrals: z.array(z.string()).optional(),
  alerts: z.array(z.string()).optional(),
});
export type Expected = z.infer<typeof expected>;

const caseSchema = z.object({
  id: z.string(),
  scheme: z.string(),
  why: z.string().optional(),
  parameters: z.unknown().optional(),
  member: memberFactsSchema,
  bills: z.array(billSchemaWith(yuan)),
  expect: z.array(expected),
});
export type BenefitCase = z.infer<typeof caseSchema>;

/** A member's year for a what-if: a case without expectations. */
const memberYearSchema = z.object({
  id: z.string(),
  member: memberFactsSchema,
  bills: z.array(billSchemaWith(yuan)),
});

export type ReadLine<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

const parseJson = (line: string): { value: unknown } | { problem: string } => {
  try {
    const value: unknown = JSON.parse(line);
    return { value };
  } catch (problem) {
    return {
      problem: `the line is not JSON: ${problem instanceof Error ? problem.message : String(problem)}`,
    };
  }
};

const readLine = <T>(line: string, schema: z.ZodType<T>): ReadLine<T> => {
  const json = parseJson(line);
  if ('problem' in json) return { ok: false, problem: json.problem };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || '(line)'}: ${issue.message}`,
  );
  return { ok: false, problem: problems.slice(0, 5).join('; ') };
};

export const readCaseLine = (line: string): ReadLine<BenefitCase> => readLine(line, caseSchema);
export const readMemberLine = (line: string): ReadLine<z.infer<typeof memberYearSchema>> =>
  readLine(line, memberYearSchema);
