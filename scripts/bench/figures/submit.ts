/** How long a person waits for a change to stand, beside a bare submit of one key. */
import { createHash } from 'node:crypto';
import { gatewayAddress } from '../../network/gateway-address';
import { type Bench, CHANNEL, REFERENCE } from '../bench-network';
import { type Figure, figure } from '../figure';
import { KeepAlive } from '../keep-alive';
import { timeBoth } from '../timing';

/** Each takes about the orderers' batch timeout: enough for a middle. */
const ALONE = { count: 100, inFlight: 1 };

/** Measures the anchoring of a head, which is one key. */
export async function submitFigures(bench: Bench): Promise<Figure[]> {
  const pharmacy = new KeepAlive(
    gatewayAddress(bench.place, 'pharmacy'),
    bench.as('pharmacy', 'pharmacy-administrator'),
  );
  const bare = bench.bare('pharmacy');
  bench.say('submit: one key through HTTP, and bare');
  try {
    const [through, reference] = await timeBoth(
      ALONE,
      (turn) => pharmacy.post(`/v1/channels/${CHANNEL}/heads`, headOf(turn)),
      (turn) => bare.submit(REFERENCE, 'write', String(turn), 'head'),
    );
    return [
      figure({
        ...{ name: 'submit, alone, p50', unit: 'ms', value: through.p50, reference: reference.p50 },
        goal: { of: 'ratio', atMost: 1.5 },
      }),
    ];
  } finally {
    pharmacy.close();
  }
}

let size = 0;

/** A log that grows by an entry each time. */
function headOf(turn: number): { log: string; size: number; head: string } {
  size += 1;
  return { log: 'bench', size, head: createHash('sha256').update(String(turn)).digest('hex') };
}
