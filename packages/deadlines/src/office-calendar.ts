/** The calendar as the office has it: the State Council's years and the days that operators added. */
import { queryAll, type Tables, type Write } from '@erbao/dynamo-kit/tables';
import { type LocalDate, yearOf } from '@erbao/kernel/dates';
import { localDateSchema } from '@erbao/kernel/schemas';
import { stateCouncilYears } from '@erbao/working-calendar/state-council-years';
import {
  openCalendar,
  type OperatorDay,
  type WorkingCalendar,
} from '@erbao/working-calendar/working-calendar';
import * as z from 'zod';
import { operatorDayTable } from './operator-day-table.ts';

const operatorDaySchema = z.object({
  date: localDateSchema,
  kind: z.enum(['working', 'resting']),
  source: z.string().min(1),
});

/** Adds or changes a day, with the number of the document that says so. */
export const setOperatorDay = (day: OperatorDay): Write => ({
  do: 'replace',
  table: operatorDayTable,
  item: { ...day, year: day.date.slice(0, 4) },
  expect: {},
});

/** Reads the operator days of a date's year and the next: no deadline of the office reaches further. */
export const officeCalendar = async (tables: Tables, around: LocalDate): Promise<WorkingCalendar> => {
  const days: OperatorDay[] = [];
  for (const year of [yearOf(around), yearOf(around) + 1])
    for await (const item of queryAll(tables, { table: operatorDayTable, partition: String(year) }))
      days.push(operatorDaySchema.parse(item));
  return openCalendar(stateCouncilYears, days);
};
