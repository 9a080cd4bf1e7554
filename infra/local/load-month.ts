/**
 * Last month's settlement files of all sample hospitals, uploaded through their tickets as the hospitals would, and kept
 * beside for whoever wants to try an upload by hand.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addDays, instantOfMs, type LocalDate, localDateOf, monthOf, yearOf } from '@erbao/kernel/dates';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import type { DistrictWish } from './load-district.ts';
import { sha256Of, signIn, upload } from './stories/api-client.ts';
import { accepted, must, type Stage } from './stories/telling.ts';

/** The month before, within the year of the sample's visits; in January the first days of January. */
export const sampleMonth = (today: LocalDate): string => {
  const before = addDays(today, -Number(today.slice(8)));
  return yearOf(before) === yearOf(today) ? monthOf(before) : monthOf(today);
};

export const loadMonth = async (
  cloud: Stage,
  wish: DistrictWish,
  options: { readonly folder: string; readonly say: (line: string) => void },
): Promise<void> => {
  const district = openSampleDistrict(wish);
  const month = sampleMonth(localDateOf(instantOfMs(Date.now())));
  await mkdir(options.folder, { recursive: true });
  let rows = 0;
  for (const { hospitalId } of district.hospitals) {
    const file = district.settlementFileFor({ hospitalId, month });
    await writeFile(path.join(options.folder, file.fileName), file.bytes);
    if (file.rowCount === 0) continue;
    const person = await signIn(cloud, {
      subject: `sample-finance-${hospitalId}`,
      roles: ['hospital-finance'],
      hospitalId,
    });
    const ticket = accepted(
      await person('POST', '/settlement-files/tickets', {
        month,
        fileName: file.fileName,
        bytes: file.bytes.length,
        sha256: sha256Of(file.bytes),
      }),
      `a ticket for ${file.fileName}`,
    );
    must((await upload(ticket.body['upload'], file.bytes)) < 300, `${file.fileName} in the store`);
    rows += file.rowCount;
  }
  options.say(`Uploaded the hospitals' files of ${month}: ${String(rows)} settlements, being decided now`);
};
