/**
 * Makes a fresh clone ready: the right Node, the locked packages, the pinned emulator in a project-local Python
 * environment. Plain Node without dependencies, because it runs before anything is installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const ROOT = path.join(import.meta.dirname, '..', '..');
const VENV = path.join(ROOT, '.local', 'venv');
const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const WINDOWS = process.platform === 'win32';

class Unprepared extends Error {}

const say = (line) => process.stdout.write(`${line}\n`);

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Unprepared(
      `Erbao needs Node 20.19 or newer (found ${process.versions.node}): install it from nodejs.org`,
    );
  }
};

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether node_modules holds what the lock file asks for on this platform. */
const packagesAreInstalled = () => {
  const installed = path.join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = readJson(installed).packages;
  return Object.entries(readJson(path.join(ROOT, 'package-lock.json')).packages)
    .filter(([place, entry]) => place.startsWith('node_modules/') && !entry.optional && !entry.peer)
    .every(([place, entry]) => present[place] !== undefined && present[place].version === entry.version);
};

const installPackages = () => {
  if (packagesAreInstalled()) return;
  say('Installing npm packages (npm ci) …');
  const npm = spawnSync(
    WINDOWS ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      shell: WINDOWS,
    },
  );
  if (npm.status !== 0)
    throw new Unprepared('npm ci failed: check that the npm registry can be reached, then start again');
};

const pythonVersion = (command) => {
  const asked = spawnSync(command, [
    '-c',
    'import sys; print(sys.version_info[0] * 100 + sys.version_info[1])',
  ]);
  return asked.status === 0 ? Number(asked.stdout.toString()) : 0;
};

const findPython = () => {
  const names = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  const found = names.find((name) => pythonVersion(name) >= 310);
  if (found === undefined) {
    throw new Unprepared(
      'Erbao needs Python 3.10 or newer for its local cloud: install it from python.org or your packages',
    );
  }
  return found;
};

/** The Python that has the emulator. */
export const emulatorPython = () =>
  path.join(VENV, ...(WINDOWS ? ['Scripts', 'python.exe'] : ['bin', 'python']));

const installEmulator = () => {
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  const mark = path.join(VENV, 'installed-requirements');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted && existsSync(emulatorPython())) return;
  say('Installing the local cloud (MiniStack, into .local/venv) …');
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(path.dirname(VENV), { recursive: true });
  try {
    execFileSync(findPython(), ['-m', 'venv', VENV], { stdio: ['ignore', 'ignore', 'inherit'] });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
    execFileSync(emulatorPython(), [...pip, '-r', REQUIREMENTS], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    if (error instanceof Unprepared) throw error;
    throw new Unprepared(
      'The local cloud could not be installed: it needs Python with venv (Debian: python3-venv) and a package index it can reach',
    );
  }
  writeFileSync(mark, wanted);
};

/** Ends the process with one line when something is missing that only a person can install. */
export const prepare = ({ emulator }) => {
  try {
    checkNode();
    installPackages();
    // Somebody else's endpoint needs no emulator of ours
    if (emulator && process.env['AWS_ENDPOINT_URL'] === undefined) installEmulator();
  } catch (error) {
    if (!(error instanceof Unprepared)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
};
