/**
 * The papers of a made-up claim, to try the running start with, each marked as a sample:
 *   npm run -s sample-papers -- FOLDER [--member 3] [--sent-as angled] [--seed 1]
 * Writes every paper (`--sent-as pdf`, or a photograph: clean, rotated, dpi-150, angled, blurred, noisy, stamped) and
 * `claim.json`, the claim that they belong to. `--seed` is that of the start (1), so that the member is enrolled there.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { addDays, instantOfMs, localDateOf } from '@erbao/kernel/dates';
import { openSampleDistrict } from '@erbao/sample-district/sample-district';
import { paperFactsOfClaim } from '../src/paper-facts.ts';
import { KIND_OF, openPrinter, SENT_AS } from '../src/print-paper.ts';
import { SAMPLE_PAPER_NAMES } from '../src/sample-pages.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    member: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    'sent-as': { type: 'string', default: 'pdf' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = positionals[0];
const sentAs = SENT_AS.find((one) => one === values['sent-as']);
if (folder === undefined || sentAs === undefined) {
  say(`sample-papers FOLDER [--member 3] [--seed 1] [--sent-as ${SENT_AS.join('|')}]`);
  process.exit(2);
}
const require = createRequire(import.meta.url);
const bytesOf = (file: string): Uint8Array => readFileSync(require.resolve(file));
const print = await openPrinter({
  font: bytesOf('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  pdfium: bytesOf('@hyzyla/pdfium/pdfium.wasm'),
});
const today = localDateOf(instantOfMs(Date.now()));
const district = openSampleDistrict({ seed: Number(values.seed), year: Number(today.slice(0, 4)) });
const member = district.memberAt(Number(values.member));
const claim = district.sampleClaimFor(member, addDays(today, -7));
mkdirSync(folder, { recursive: true });
for (const [place, name] of SAMPLE_PAPER_NAMES.entries()) {
  const { bytes } = await print(name, paperFactsOfClaim(member, claim), sentAs, place);
  const file = path.join(folder, `${name}.${sentAs === 'pdf' ? 'pdf' : 'jpg'}`);
  writeFileSync(file, bytes.content);
  say(`${file}  ${KIND_OF[name]}  ${bytes.contentType}  ${String(bytes.content.length)} bytes`);
}
const file = path.join(folder, 'claim.json');
writeFileSync(file, `${JSON.stringify(claim, undefined, 2)}\n`);
say(`${file}  the claim that the papers belong to (样例：此人并不存在)`);
