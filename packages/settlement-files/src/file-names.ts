/** Where the parts of one month file lie. Names follow from the file's id, so a retried step writes to the same place. */

export type MonthFile = {
  readonly facilityCode: string;
  /** `YYYY-MM`, the month that is settled. */
  readonly month: string;
  readonly fileId: string;
};

const placeOf = ({ facilityCode, month, fileId }: MonthFile): string => `${facilityCode}/${month}/${fileId}`;
const folderOf = (file: MonthFile): string => `work/${placeOf(file)}`;
const numbered = (index: number): string => String(index).padStart(6, '0');

/** Only uploads are announced to the queue; what the workflow writes lies under `work/`. */
export const rawFileKey = (file: MonthFile): string => `uploads/${placeOf(file)}/raw`;
export const chunkKey = (file: MonthFile, index: number): string =>
  `${folderOf(file)}/chunks/${numbered(index)}.txt`;
export const chunkResultKey = (file: MonthFile, index: number): string =>
  `${folderOf(file)}/results/${numbered(index)}.jsonl`;
export const resultFileKey = (file: MonthFile, ending: 'xlsx' | 'csv'): string =>
  `${folderOf(file)}/result.${ending}`;
export const differencesFileKey = (file: MonthFile): string => `${folderOf(file)}/differences.xlsx`;
export const totalsKey = (file: MonthFile): string => `${folderOf(file)}/totals.json`;

/** The name under which the hospital saves its result. */
export const resultFileName = ({ facilityCode, month }: MonthFile, ending: 'xlsx' | 'csv'): string =>
  `${facilityCode}_${month}_结算结果.${ending}`;

export const differencesFileName = ({ facilityCode, month }: MonthFile): string =>
  `${facilityCode}_${month}_差异.xlsx`;

const RAW_KEY = /^uploads\/([^/]+)\/(\d{4}-(?:0[1-9]|1[0-2]))\/([^/]+)\/raw$/;

/** The file that an uploaded object belongs to; undefined for any other key. */
export const monthFileOf = (key: string): MonthFile | undefined => {
  const [, facilityCode, month, fileId] = RAW_KEY.exec(key) ?? [];
  if (facilityCode === undefined || month === undefined || fileId === undefined) return undefined;
  return { facilityCode, month, fileId };
};
