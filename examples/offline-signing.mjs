/**
 * One operation of a gateway with a key that never leaves this process.
 *
 *   THERIAC_TOKEN=$(npm run --silent token -- pharmacy-administrator) node examples/offline-signing.mjs
 *   THERIAC_TOKEN=$(npm run --silent token -- pharmacist) node examples/offline-signing.mjs \
 *     POST /v1/packs/supply '{"scan":"]d2010952110401234417280630…"}'
 *
 * It prints every request that goes out and everything that is signed. The network must run (`npm start`), and the
 * packages must have been built, which starting does.
 */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { describe, TheriacClient, UserKey } from '@theriac/client';

const USAGE = `node examples/offline-signing.mjs [options] [METHOD PATH [JSON]]
  --gateway URL     http://localhost:8103
  --msp ID          PharmacyMSP: the organisation whose gateway that is
  --expect NAME     the transaction that may be proposed, such as DrugSupply:SupplyPack; again for several
  --ask             asks before each signature
  --change-a-byte   signs bytes of which one was changed: the gateway must refuse them
THERIAC_TOKEN holds an access token. Without METHOD and PATH, a head of a log is anchored.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    gateway: { type: 'string', default: 'http://localhost:8103' },
    msp: { type: 'string', default: 'PharmacyMSP' },
    expect: { type: 'string', multiple: true },
    ask: { type: 'boolean', default: false },
    'change-a-byte': { type: 'boolean', default: false },
  },
});
const token = process.env.THERIAC_TOKEN;
if (token === undefined || token === '') {
  console.error(USAGE);
  process.exit(2);
}
// Grows with every run, as a head must.
const head = { log: 'offline-signing', size: Math.floor(Date.now() / 1000), head: 'a'.repeat(64) };
const [method = 'POST', path = '/v1/channels/supply/heads', body] = positionals;
const command = positionals.length === 0 ? head : body === undefined ? undefined : JSON.parse(body);

// The private key is made here and can be read by nobody, this script included.
const key = await UserKey.generate();
console.log(`a key was made; it can be read out: ${String(key.pair.privateKey.extractable)}`);

// Everything that leaves this process goes through here.
const send = globalThis.fetch;
globalThis.fetch = (url, request = {}) => {
  const size = typeof request.body === 'string' ? `, ${request.body.length} characters` : '';
  const certificate = 'Theriac-Certificate' in (request.headers ?? {}) ? ', with the certificate' : '';
  console.log(`→ ${request.method ?? 'GET'} ${new URL(url).pathname}${size}${certificate}`);
  return send(url, request);
};

const client = new TheriacClient({
  gateway: values.gateway,
  token: async () => token,
  key: values['change-a-byte'] ? withOneByteChanged(key) : key,
  mspId: values.msp,
  review: async (shown) => {
    console.log(`\nto be signed:\n${describe(shown).join('\n')}\n`);
    return !values.ask || (await agrees());
  },
});

try {
  const options = values.expect === undefined ? {} : { expect: values.expect };
  const answer = await client.request(method, path, command, options);
  console.log(`\n${answer.status} ${JSON.stringify(answer.body, undefined, 2)}`);
} catch (error) {
  // ResignNeeded, ProblemError, SigningDeclined, RefusedToSign: each says what happened.
  console.error(`\n${error.name}: ${error.message}`);
  process.exitCode = 1;
}

async function agrees() {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('sign this? [y/N] ');
  terminal.close();
  return answer.trim().toLowerCase() === 'y';
}

/** The same key, in the hands of somebody who signs something else than what they were shown. */
function withOneByteChanged(own) {
  return {
    pair: own.pair,
    publicKey: () => own.publicKey(),
    certificateRequest: (person) => own.certificateRequest(person),
    sign: (bytes) => own.sign(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte))),
  };
}
