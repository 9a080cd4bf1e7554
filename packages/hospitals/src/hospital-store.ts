/** Reading and registering hospitals. */
import type { Tables } from '@erbao/dynamo-kit/tables';
import { type Hospital, hospitalSchema } from './hospital.ts';
import { hospitalTable } from './hospital-table.ts';

export const findHospital = async (tables: Tables, hospitalId: string): Promise<Hospital | undefined> => {
  const item = await tables.get(hospitalTable, { hospitalId });
  return item === undefined ? undefined : hospitalSchema.parse(item);
};

export const registerHospital = async (tables: Tables, hospital: Hospital): Promise<void> => {
  await tables.commit([{ do: 'replace', table: hospitalTable, item: hospital, expect: {} }]);
};
