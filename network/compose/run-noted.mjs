// Runs a process of ours in a container as the set-up noted it: node run-noted.mjs NOTE
// Plain JavaScript, so that an image needs nothing built for it. When the note changes (another package of contracts was
// agreed on), the process is ended and begun anew.
import { spawn } from 'node:child_process';
import { readFileSync, watchFile } from 'node:fs';

const LOOK_EVERY_MS = 1_000;
const [note] = process.argv.slice(2);
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

/** The note, unless it is just being replaced. */
function read() {
  try {
    return readFileSync(note, 'utf8');
  } catch {
    return undefined;
  }
}
