/** On Fabric, with the other members' peers stopped: verifications are refused as stale, and answered again afterwards. */
import { portsIn, runsOf, signalProcess, until } from '@theriac/network';
import { NetworkTokens } from '../../scripts/network/network-tokens';
import { metricsOf } from '../faults/metrics';
import { noteOf, PLACE } from './native-network.fixture';

jest.setTimeout(120_000);

/** Gossip forgets a silent peer after 5 s, and the members find each other again within seconds. */
const PATIENCE = { withinMs: 40_000, everyMs: 250 };
const SCAN = '(01)09521101530001(21)S1(17)300630(10)L1';

interface Problem {
  readonly code?: string;
  readonly verdict?: string;
}

describe('a pharmacy whose peer sees no other member', () => {
  const others = runsOf(PLACE)
    .all()
    .map(({ name }) => name)
    .filter((name) => name.startsWith('peer-') && name !== 'peer-pharmacy');

  it('answers verifications with 503 STALE until it sees the members again', async () => {
    expect(others).toHaveLength(6);
    expect(await verify('pharmacy', 'pharmacist')).toMatchObject({ status: 200 });
    try {
      for (const name of others) expect(signalProcess(noteOf(name), 'SIGSTOP')).toBe(true);
      await soon('STALE', async () => {
        expect(await verify('pharmacy', 'pharmacist')).toMatchObject({ status: 503, body: { code: 'STALE' } });
      });
      expect(await faultsOf('pharmacy', 'freshness of supply')).toEqual(['the own peer sees no other member']);
      const fresh = 'theriac_reads_fresh{channel="supply"}';
      expect(await metricsOf('pharmacy')).toContainEqual({ name: fresh, value: 0 });
      // The clinic has no peer on the channel, and those whom it asks cannot know either.
      expect(await verify('clinic', 'clinic-physician')).toMatchObject({ status: 503 });
    } finally {
      for (const name of others) signalProcess(noteOf(name), 'SIGCONT');
    }
    const answered = { status: 200, body: { verdict: 'product-not-in-network' } };
    await soon('an answer', async () => {
      expect(await verify('pharmacy', 'pharmacist')).toMatchObject(answered);
    });
    await soon('an answer', async () => {
      expect(await verify('clinic', 'clinic-physician')).toMatchObject(answered);
    });
    // Members that come back can be lost once more, before they stay.
    await soon('no fault', async () => {
      expect(await faultsOf('pharmacy', 'freshness of supply')).toEqual([]);
    });
  });
});

const tokens = new NetworkTokens(PLACE);

async function verify(organisation: string, caller: string): Promise<{ status: number; body: Problem }> {
  const answer = await fetch(`http://127.0.0.1:${portsIn(PLACE, organisation).gateway}/v1/packs/verify`, {
    method: 'POST',
    headers: { ...(await tokens.headerOf(organisation, caller)), 'Content-Type': 'application/json' },
    body: JSON.stringify({ scan: SCAN }),
  });
  return { status: answer.status, body: (await answer.json()) as Problem };
}

async function faultsOf(organisation: string, check: string): Promise<readonly string[] | undefined> {
  const answer = await fetch(`http://127.0.0.1:${portsIn(PLACE, organisation).gateway}/readyz`);
  const { checks } = (await answer.json()) as { checks: { name: string; faults: string[] }[] };
  return checks.find(({ name }) => name === check)?.faults;
}

async function soon(what: string, check: () => Promise<void>): Promise<void> {
  await until(what, check, PATIENCE);
}
