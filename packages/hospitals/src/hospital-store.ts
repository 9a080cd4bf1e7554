/** Reading and registering hospitals. */
import { queryAll, type Tables } from '@erbao/dynamo-kit/tables';
import { type Hospital, HOSPITAL_REGISTER, hospitalSchema } from './hospital.ts';
import { hospitalTable } from './hospital-table.ts';

export const findHospital = async (tables: Tables, hospitalId: string): Promise<Hospital | undefined> => {
  const item = await tables.get(hospitalTable, { hospitalId });
  return item === undefined ? undefined : hospitalSchema.parse(item);
};

export const registerHospital = async (tables: Tables, hospital: Hospital): Promise<void> => {
  await tables.commit([
    { do: 'replace', table: hospitalTable, item: { ...hospital, register: HOSPITAL_REGISTER }, expect: {} },
  ]);
};

/** Every hospital of the register. */
export async function* allHospitals(tables: Tables): AsyncGenerator<Hospital> {
  const asked = { table: hospitalTable, index: 'by-register', partition: HOSPITAL_REGISTER };
  for await (const item of queryAll(tables, asked)) yield hospitalSchema.parse(item);
}
