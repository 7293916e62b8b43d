/** On Fabric, through a real gateway: a user's own key signs, one byte changed is refused, and no block names a person. */
import { common } from '@hyperledger/fabric-protos';
import { portsIn, until } from '@theriac/network';
import { ProblemError, TheriacClient, UserKey } from '@theriac/client';
import { z } from 'zod';
import { NetworkTokens } from '../../scripts/network/network-tokens';
import { type ScannedBlock, scanBlocks } from '../fixtures/block-scan';
import { openMember } from '../ledger-cases/fabric.members';
import { PLACE } from './native-network.fixture';

jest.setTimeout(120_000);

const AT = 'pharmacy';
const LOG = `own-keys-${Date.now()}`;
const tokens = new NetworkTokens(PLACE);
const gateway = `http://localhost:${portsIn(PLACE, AT).gateway}`;
/** Other tests may have killed what a request needs a moment ago. */
const PATIENCE = { withinMs: 60_000 };

let key: UserKey;
/** Everything that leaves the client is looked at. */
const sent: string[] = [];
const unwatched = globalThis.fetch;
beforeAll(async () => {
  key = await UserKey.generate();
  globalThis.fetch = (url, request) => {
    sent.push(JSON.stringify([request?.headers, request?.body]));
    return unwatched(url, request);
  };
});
afterAll(() => {
  globalThis.fetch = unwatched;
});

function clientWith(own: UserKey): TheriacClient {
  const token = () => tokens.of(AT, 'pharmacy-administrator');
  return new TheriacClient({ gateway, token, key: own, mspId: 'PharmacyMSP', review: () => true });
}

const head = (size: number) => ({ log: LOG, size, head: 'c'.repeat(64) });
const anchor = (own: UserKey, size: number) =>
  clientWith(own).request('POST', '/v1/channels/supply/heads', head(size), { expect: ['Anchors:AnchorHead'] });

async function anchoredSizes(): Promise<number[]> {
  const headers = await tokens.headerOf(AT, 'pharmacy-administrator');
  const answer = await fetch(`${gateway}/v1/channels/supply/heads`, { headers });
  const heads = z.array(z.looseObject({ log: z.string(), size: z.int() })).parse(await answer.json());
  return heads.filter(({ log }) => log === LOG).map(({ size }) => size);
}

it('commits what the user signed, with a key that nobody can read and that is never sent', async () => {
  const answer = await until('the head', () => anchor(key, 1), PATIENCE);
  expect(answer).toMatchObject({ status: 201, body: { log: LOG, size: 1, transactionId: expect.any(String) } });
  expect(key.pair.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('pkcs8', key.pair.privateKey)).rejects.toThrow();
  expect(sent.join()).not.toMatch(/PRIVATE KEY/);
});

it('refuses a signature over anything else, and the ledger is as before', async () => {
  const sign = key.sign.bind(key);
  key.sign = (bytes) => sign(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)));
  const refused = await anchor(key, 2).catch((error: unknown) => error);
  key.sign = sign;
  expect(refused).toBeInstanceOf(ProblemError);
  expect(refused).toMatchObject({ code: 'SIGNATURE_REFUSED' });
  expect(await anchoredSizes()).not.toContain(2);
});

it('leaves no person’s name in any block of any channel', async () => {
  const names = PLACE.topology.organisations.flatMap(({ people }) => people.map(({ fullName }) => fullName));
  expect(names.length).toBeGreaterThan(15);
  const blocks: ScannedBlock[] = [];
  for (const { name: channel, members } of PLACE.topology.channels)
    blocks.push(...(await blocksOf(channel, members[0]!)));
  expect(scanBlocks(blocks, names)).toEqual([]);
  // It would be found: what stands on the ledger is.
  expect(scanBlocks(blocks, [LOG])).not.toEqual([]);
});

async function blocksOf(channel: string, member: string): Promise<ScannedBlock[]> {
  const own = openMember(PLACE.layout.state, member);
  try {
    const found: ScannedBlock[] = [];
    const network = own.gateway.getNetwork(channel);
    const info = await network.getContract('qscc').evaluate('GetChainInfo', { arguments: [channel] });
    const height = heightIn(info);
    const events = await network.getBlockEvents({ startBlock: 0n });
    for await (const block of events) {
      const number = BigInt(block.getHeader()?.getNumber() ?? 0);
      found.push({ channel, number, bytes: block.serializeBinary() });
      if (number >= height - 1n) break;
    }
    events.close();
    return found;
  } finally {
    own.close();
  }
}

/** The first field of Fabric's BlockchainInfo. */
function heightIn(info: Uint8Array): bigint {
  return BigInt(common.BlockchainInfo.deserializeBinary(info).getHeight());
}
