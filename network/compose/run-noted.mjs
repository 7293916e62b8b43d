// Runs a process of ours in a container as the set-up noted it: node run-noted.mjs NOTE [PORT=HOST:PORT]
// Plain JavaScript, so that an image needs nothing built for it. When the note changes (another package of contracts was
// agreed on), the process is ended and begun anew. The second argument passes a port of the container's own localhost on to
// another container: the issuer is called by its place on localhost, wherever it is asked from.
import { spawn } from 'node:child_process';
import { readFileSync, watchFile } from 'node:fs';
import { connect, createServer } from 'node:net';

const LOOK_EVERY_MS = 1_000;
const [note, way] = process.argv.slice(2);
if (way !== undefined) passOn(way);
let running = readFileSync(note, 'utf8');
let ending = false;
let child = run();

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    ending = true;
    child.kill(signal);
  });
}

watchFile(note, { interval: LOOK_EVERY_MS }, () => {
  const noted = read();
  if (noted === undefined || noted === running) return;
  running = noted;
  child.kill('SIGTERM');
});

function run() {
  const noted = running;
  const { args, env, cwd } = JSON.parse(noted);
  const { PATH, HOME } = process.env;
  const started = spawn(process.execPath, args, { cwd, env: { PATH, HOME, ...env }, stdio: 'inherit' });
  started.on('exit', (code, signal) => {
    if (!ending && noted !== running) child = run();
    // By itself, or by a signal to the container: Docker decides whether there is a next time.
    else process.exit(code ?? (ending && signal === 'SIGTERM' ? 0 : 1));
  });
  return started;
}

function passOn(text) {
  const [, port, host, itsPort] = /^(\d+)=(.+):(\d+)$/.exec(text);
  const server = createServer((near) => {
    const far = connect(Number(itsPort), host);
    near.pipe(far).pipe(near);
    // Either end may go at any time; the other learns of it by its own.
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  server.listen(Number(port), '127.0.0.1');
}

/** The note, unless it is just being replaced. */
function read() {
  try {
    return readFileSync(note, 'utf8');
  } catch {
    return undefined;
  }
}
