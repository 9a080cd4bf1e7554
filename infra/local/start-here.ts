/**
 * `npm start`: the whole of Erbao on this machine, with the sample district in it. Keeps its state in `.local/state` and
 * goes on where it was stopped.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { type Cloud, startCloud } from './cloud.ts';
import { endpointsOf, writeEndpoints } from './endpoints.ts';
import { type Kept, keepNothing, openKept } from './kept.ts';
import { loadDistrict } from './load-district.ts';
import { loadMonth } from './load-month.ts';
import { readStartOptions, type StartOptions } from './options.ts';
import { servePages } from './pages.ts';
import { isFree, portsFrom } from './ports.ts';
import { replayOpenWork } from './replay.ts';
import { say } from './voice.ts';

const LOCAL = path.join(import.meta.dirname, '..', '..', '.local');
const ENDPOINTS = path.join(LOCAL, 'endpoints.json');

const refuseTakenPorts = async (ports: ReturnType<typeof portsFrom>): Promise<void> => {
  const wanted =
    process.env['AWS_ENDPOINT_URL'] === undefined ? Object.values(ports) : [ports.pages, ports.signIn];
  for (const port of wanted) {
    if (await isFree(port)) continue;
    throw new Error(
      `Port ${String(port)} is taken: is Erbao running already? Stop it, or start with --port ${String(ports.aws + 10)}`,
    );
  }
};

/** Resolves at the first Ctrl-C or termination. */
const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

const settle = async (cloud: Cloud, options: StartOptions, kept: Kept): Promise<() => Promise<void>> => {
  const wish = { members: options.members, seed: options.seed, year: new Date().getFullYear() };
  const continued = kept.recall('district') !== undefined;
  const district = await loadDistrict(cloud, wish, { kept, say });
  if (continued) await replayOpenWork(cloud, say);
  else await loadMonth(cloud, wish, { folder: path.join(LOCAL, 'sample'), say });
  const ports = portsFrom(options.port);
  const pages = `http://127.0.0.1:${String(ports.pages)}`;
  const endpoints = await endpointsOf(cloud, pages, district);
  const closePages = await servePages(ports.pages, endpoints);
  await writeEndpoints(ENDPOINTS, endpoints);
  say('Erbao is running. Ctrl-C stops it and keeps its data.');
  process.stdout.write(`
  Pages and sign-ins   ${pages}
  API                  ${endpoints.api}
  API documentation    ${endpoints.docs}
  AWS endpoint         ${endpoints.aws.endpoint}  (region ${endpoints.aws.region})
  For other programs   .local/endpoints.json
  Sample month files   .local/sample/

`);
  return closePages;
};

const main = async (): Promise<void> => {
  const options = readStartOptions(process.argv.slice(2));
  const ports = portsFrom(options.port);
  await refuseTakenPorts(ports);
  // A state of its own for each port: queue addresses in the functions' environments carry the port
  const folder = path.join(LOCAL, 'state', String(options.port));
  if (options.fresh) await rm(folder, { recursive: true, force: true });
  // Of somebody else's endpoint nobody here knows what it has kept
  const kept =
    process.env['AWS_ENDPOINT_URL'] === undefined ? openKept(path.join(folder, 'kept.json')) : keepNothing();
  const stopped = untilStopped();
  const cloud = await startCloud({
    ports,
    folder,
    kept,
    keepsState: true,
    // Other programs shall be able to look at everything with any credentials
    enforcesIam: false,
    waitScale: 1,
    say,
  });
  let closePages: (() => Promise<void>) | undefined;
  try {
    closePages = await settle(cloud, options, kept);
    await stopped;
    say('Stopping, saving state …');
  } finally {
    await rm(ENDPOINTS, { force: true });
    await closePages?.();
    await cloud.stop();
  }
  say('Stopped.');
};

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
