// The door to every npm script: sees that packages and builds are there, then hands over to Node 24.
// Plain JavaScript for Node 20 or later, since it is what runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'node_modules', '.theriac-packages');
const LOCK = join(ROOT, '.theriac', 'install.lock');
// Compiled code, so that the next start need not compile it again: a quarter of what its processes cost.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, '.theriac', 'compile-cache');
const NODE_24 = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const LEAST_NODE = 20;
/** A lock without a live owner is one that a killed install left behind. */
const LOCK_POLL_MS = 500;

const [command, ...args] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < LEAST_NODE) {
  fail(
    `Theriac needs Node ${LEAST_NODE} or later to set itself up; this is ${process.version}. Install one from https://nodejs.org.`,
  );
}
if (command === undefined) fail('usage: node scripts/run.mjs COMMAND [ARGUMENT...]');

process.chdir(ROOT);
ensurePackages();
// What runs tests compiles everything, tests included; every other command only what it runs.
const projects = ['test', 'campaign'].includes(command) ? [] : ['scripts', 'chaincode'];
await handOver([join('node_modules', 'typescript', 'bin', 'tsc'), '-b', ...projects]);
const script = join('scripts', 'dist', `${command}.js`);
if (!existsSync(script)) fail(`there is no command '${command}': 'npm run' lists them`);
await handOver(['--enable-source-maps', script, ...args]);

/** Installs the packages of the lock file when they are missing or older than it. */
function ensurePackages() {
  const wanted = packagesDigest();
  if (isInstalled(wanted)) return;
  mkdirSync(dirname(LOCK), { recursive: true });
  while (!takeLock()) {
    process.stderr.write('another command is installing the packages: waiting for it\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS * 4);
  }
  try {
    if (isInstalled(wanted)) return;
    process.stderr.write('Installing packages as the lock file names them (about a minute the first time) …\n');
    const npm = process.env.npm_execpath;
    // Not `ci`: it refuses a lock that lacks other platforms' optional packages, which a registry may not carry.
    const call = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    const done =
      npm === undefined
        ? spawnSync('npm', call, { stdio: 'inherit' })
        : spawnSync(process.execPath, [npm, ...call], { stdio: 'inherit' });
    if (done.status !== 0)
      fail('the packages could not be installed; the lines above say why. The next start goes on from here.');
    if (!existsSync(NODE_24))
      fail('the npm package "node" brought no binary: allow its install script (see allowScripts in package.json)');
    writeFileSync(STAMP, wanted);
  } finally {
    rmSync(LOCK, { force: true, recursive: true });
  }
}

function isInstalled(wanted) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted && existsSync(NODE_24);
}

function packagesDigest() {
  const digest = createHash('sha256');
  digest.update(readFileSync('package-lock.json'));
  digest.update(readFileSync('package.json'));
  return digest.digest('hex');
}

function takeLock() {
  try {
    mkdirSync(LOCK);
    writeFileSync(join(LOCK, String(process.pid)), '');
    return true;
  } catch {
    const [owner] = existsSync(LOCK) ? readdirSync(LOCK) : [];
    const young = owner === undefined && existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs < LOCK_POLL_MS;
    if (!young && (owner === undefined || !isAlive(Number(owner)))) rmSync(LOCK, { force: true, recursive: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs a step under Node 24; one that fails ends this with its code. */
async function handOver(argv) {
  const child = spawn(NODE_24, argv, { stdio: 'inherit' });
  // Passed on, since only Ctrl-C reaches the whole group by itself; the child takes a second one for the first.
  const pass = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => fail(`could not run Node 24: ${error.message}`));
    child.on('exit', (status) => resolve(status ?? 1));
  });
  for (const signal of signals) process.off(signal, pass);
  if (code !== 0) process.exit(code);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
