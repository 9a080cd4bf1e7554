/** Reads the plans' own forecasts; their factors are data beside the schemes. */
import { fen, readFen, readRatio, type Fen, type Ratio } from '@erbao/kernel/money';
import * as z from 'zod';
import jingjiang from '../forecasts/jingjiang-2019.json' with { type: 'json' };
import nansha from '../forecasts/nansha-2018.json' with { type: 'json' };

const yuan = z.string().transform((text, context): Fen => {
  const read = readFen(text);
  if (read.ok) return read.fen;
  context.addIssue({ code: 'custom', message: `"${text}" is not an amount of yuan` });
  return fen(0);
});

/** Percentages of a forecast may be negative (a part taken off) or above 1 (a threshold). */
const percent = z.string().transform((text, context): Ratio => {
  const isNegative = text.startsWith('-');
  const ratio = text.endsWith('%') ? readRatio(text.slice(isNegative ? 1 : 0, -1)) : undefined;
  if (ratio === undefined) context.addIssue({ code: 'custom', message: `"${text}" is not a percentage` });
  const { num, den } = ratio ?? { num: 0, den: 1 };
  return { num: isNegative ? -num : num, den: den * 100 };
});

const nanshaPlan = z.object({
  clause: z.string(),
  premiumYuan: yuan,
  people: z.int(),
  printedSum: z.int(),
  printedRaised: z.int(),
  printedUse: z.string(),
  operatingCost: z.tuple([percent, percent]),
  aim: percent,
  contributors: z.array(z.object({ name: z.string(), yuan })),
  lines: z.array(
    z
      .object({
        name: z.string(),
        people: z.int(),
        rates: z.array(percent),
        averageYuan: yuan,
        printed: z.int(),
      })
      .transform(({ averageYuan, ...line }) => ({ ...line, averageFen: averageYuan })),
  ),
});

const jingjiangPlan = z.object({
  clause: z.string(),
  premiumYuan: yuan,
  examplePeople: z.int(),
  contributors: z.array(z.object({ name: z.string(), share: percent })),
  leastForBenefits: percent,
  adjustBelow: percent,
  adjustAbove: percent,
});

export const readNanshaPlan = (): z.infer<typeof nanshaPlan> => nanshaPlan.parse(nansha);
export const readJingjiangPlan = (): z.infer<typeof jingjiangPlan> => jingjiangPlan.parse(jingjiang);
