/** The contract of the ledger cases: runs steps in one transaction. It knows no business. */
import { randomUUID } from 'node:crypto';
import { Context, Contract } from 'fabric-contract-api';
import type { Iterators } from 'fabric-shim';
import type { Step } from './steps';

type Answer = string | Promise<string>;
type Stub = Context['stub'];
type Verb = (stub: Stub, ...args: string[]) => Answer;

const NOTHING = new Uint8Array();

const VERBS: Readonly<Record<string, Verb>> = {
  get: async (stub, key = '') => text(await stub.getState(key)),
  put: (stub, key = '', value = '') => silent(stub.putState(key, Buffer.from(value))),
  remove: (stub, key = '') => silent(stub.deleteState(key)),
  getPolicy: async (stub, key = '') => base64(await stub.getStateValidationParameter(key)),
  setPolicy: (stub, key = '', policy = '') =>
    silent(stub.setStateValidationParameter(key, Buffer.from(policy, 'base64'))),
  range: async (stub, start = '', end = '') => JSON.stringify(await keysOf(stub.getStateByRange(start, end))),
  firstOf: async (stub, start = '', end = '') => {
    for await (const { key } of stub.getStateByRange(start, end)) return key;
    return '';
  },
  page: async (stub, start = '', end = '', size = '', bookmark = '') => {
    const response = stub.getStateByRangeWithPagination(start, end, Number(size), bookmark);
    const keys = await keysOf(response);
    return JSON.stringify({ keys, bookmark: (await response).metadata.bookmark });
  },
  putComposite: (stub, type = '', attribute = '', value = '') =>
    silent(stub.putState(stub.createCompositeKey(type, [attribute]), Buffer.from(value))),
  rangeComposite: async (stub, type = '') => {
    const keys = await keysOf(stub.getStateByPartialCompositeKey(type, []));
    return JSON.stringify(keys.map((key) => stub.splitCompositeKey(key).attributes[0]));
  },
  emit: (stub, name = '', payload = '') => {
    stub.setEvent(name, Buffer.from(payload));
    return '';
  },
  transient: (stub, name = '') => text(stub.getTransient().get(name) ?? NOTHING),
  time: (stub) => String(stub.getDateTimestamp().getTime()),
  putRandom: (stub, key = '') => silent(stub.putState(key, Buffer.from(randomUUID()))),
  fail: (_stub, message = '') => {
    throw new Error(message);
  },
};

const PRIVATE_VERBS: Readonly<Record<string, Verb>> = {
  getPrivate: async (stub, collection = '', key = '') => text(await stub.getPrivateData(collection, key)),
  getHash: async (stub, collection = '', key = '') =>
    Buffer.from(await stub.getPrivateDataHash(collection, key)).toString('hex'),
  putPrivate: (stub, collection = '', key = '', value = '') =>
    silent(stub.putPrivateData(collection, key, Buffer.from(value))),
  putTransient: (stub, collection = '', key = '', name = '') =>
    silent(stub.putPrivateData(collection, key, stub.getTransient().get(name) ?? NOTHING)),
  removePrivate: (stub, collection = '', key = '') => silent(stub.deletePrivateData(collection, key)),
  purge: (stub, collection = '', key = '') => silent(stub.purgePrivateData(collection, key)),
  getPrivatePolicy: async (stub, collection = '', key = '') =>
    base64(await stub.getPrivateDataValidationParameter(collection, key)),
  setPrivatePolicy: (stub, collection = '', key = '', policy = '') =>
    silent(stub.setPrivateDataValidationParameter(collection, key, Buffer.from(policy, 'base64'))),
  privateRange: async (stub, collection = '', start = '', end = '') =>
    JSON.stringify(await keysOf(stub.getPrivateDataByRange(collection, start, end))),
  putPrivateComposite: (stub, collection = '', type = '', attribute = '', value = '') =>
    silent(stub.putPrivateData(collection, stub.createCompositeKey(type, [attribute]), Buffer.from(value))),
  privateRangeComposite: async (stub, collection = '', type = '') => {
    const keys = await keysOf(stub.getPrivateDataByPartialCompositeKey(collection, type, []));
    return JSON.stringify(keys.map((key) => stub.splitCompositeKey(key).attributes[0]));
  },
};

/** One transaction: `Run`, with the steps as JSON. */
export class LedgerCases extends Contract {
  constructor() {
    super('LedgerCases');
  }

  /** Runs the steps in order; answers their answers as JSON. */
  async Run(context: Context, json: string): Promise<string> {
    const answers: string[] = [];
    for (const [name, ...args] of JSON.parse(json) as Step[]) {
      const verb = VERBS[name] ?? PRIVATE_VERBS[name];
      if (verb === undefined) throw new Error(`there is no step ${name}`);
      answers.push(await verb(context.stub, ...args));
    }
    return JSON.stringify(answers);
  }
}

async function keysOf(rows: AsyncIterable<Iterators.KV>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of rows) keys.push(key);
  return keys;
}

async function silent(done: Promise<void>): Promise<string> {
  await done;
  return '';
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

/** The shim's types do not say so, but a key without a policy has undefined. */
function base64(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? NOTHING).toString('base64');
}
