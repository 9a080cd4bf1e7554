/**
 * A real ClamAV daemon with a signature file of our own (its database cannot be expected offline), where Debian's packages
 * `clamav-daemon` is installed; and a daemon that does not answer.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScanner } from './clamd-scanner.ts';

const CLAMD = '/usr/sbin/clamd';
const MARK = 'ERBAO-HARMLESS-MARK-OF-A-TEST';
const streamOf = (...texts: string[]) => new Blob(texts).stream();

describe.skipIf(!existsSync(CLAMD))('ClamAV', () => {
  let folder: string;
  let socket: string;
  let stop: () => void;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'erbao-clamd-'));
    await chmod(folder, 0o755);
    socket = path.join(folder, 'clamd.ctl');
    // name:any file:anywhere:hexadecimal
    await writeFile(
      path.join(folder, 'test.ndb'),
      `Erbao.Test.Mark:0:*:${Buffer.from(MARK).toString('hex')}\n`,
    );
    const config = path.join(folder, 'clamd.conf');
    const lines = [`LocalSocket ${socket}`, `DatabaseDirectory ${folder}`, 'Foreground yes', 'LogSyslog no'];
    await writeFile(config, `${lines.join('\n')}\n`);
    const daemon = spawn(CLAMD, ['--config-file', config], { stdio: 'ignore' });
    stop = () => daemon.kill();
    for (let tries = 0; !existsSync(socket) && tries < 300; tries += 1) await pause(100);
  }, 60_000);
  afterAll(async () => {
    stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('finds nothing in a paper', async () => {
    expect(await openScanner(socket)(streamOf('%PDF-1.4 a paper %%EOF'))).toEqual({ state: 'clean' });
  });
  it('finds a signature across the pieces of a stream, and names it', async () => {
    const verdict = await openScanner(socket)(streamOf('x'.repeat(3_000_000), MARK, 'more'));
    expect(verdict).toEqual({ state: 'infected', word: 'Erbao.Test.Mark.UNOFFICIAL' });
  });
});

describe('without an answer nothing is called clean', () => {
  it('where there is no scanner', async () => {
    expect(await openScanner('')(streamOf('x'))).toEqual({ state: 'not-scanned', word: 'no-scanner' });
  });
  it('where nobody listens', async () => {
    const scan = openScanner(path.join(os.tmpdir(), 'erbao-nobody-listens.ctl'));
    expect(await scan(streamOf('x'))).toEqual({ state: 'not-scanned', word: 'scanner-unreachable' });
  });
  it.each([
    ['breaks off', '', 'scanner-error'],
    ['refuses', 'INSTREAM size limit exceeded. ERROR\0', 'scanner-error'],
  ])('where the daemon %s', async (_name, answer, word) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const verdict = await openScanner(`127.0.0.1:${String(port)}`)(streamOf('x'.repeat(100)));
    expect(verdict).toEqual({ state: 'not-scanned', word });
    server.close();
  });
  it('and a content that cannot be read is not a matter of the scanner', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: () => {
        throw new Error('store gone');
      },
    });
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await expect(openScanner(`127.0.0.1:${String(port)}`)(broken)).rejects.toThrow('store gone');
    server.close();
  });
});
