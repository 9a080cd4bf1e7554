/** Sample papers as bytes, one after the other through the district's stays and all qualities. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { type PaperFacts, paperFactsOfVisit } from '@erbao/sample-papers/paper-facts';
import { openPrinter, type PrintedPaper, SENT_AS, type SentAs } from '@erbao/sample-papers/print-paper';
import type { SamplePaperName } from '@erbao/sample-papers/sample-pages';

export const isClean = (sentAs: SentAs): boolean => sentAs === 'pdf' || sentAs === 'clean';

const SEED = 7;
const require = createRequire(import.meta.url);
const bytesOf = (file: string): Uint8Array => readFileSync(require.resolve(file));

export const openPhotographs = async () => {
  const photographOf = await openPrinter({
    font: bytesOf('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    pdfium: bytesOf('@hyzyla/pdfium/pdfium.wasm'),
  });
  const district = openSampleDistrict({ seed: SEED, year: 2026 });
  const stays = [...district.members()]
    .flatMap((member) => district.visitsOf(member))
    .filter(({ medicalType }) => medicalType === '21');
  const factsAt = (place: number): PaperFacts => {
    const visit = stays[(place * 37) % stays.length];
    if (visit === undefined) throw new Error('The sample district has no stays');
    return paperFactsOfVisit(visit, SEED + place);
  };
  return {
    photographOf,
    /** The paper of a stay in the quality whose turn it is. */
    nth: (name: SamplePaperName, place: number): Promise<PrintedPaper> =>
      photographOf(name, factsAt(place), SENT_AS[place % SENT_AS.length] ?? 'clean', place),
  };
};
