/** What a gateway says of itself on its metrics port. */
import { portsIn } from '@theriac/network';
import { PLACE } from '../network/native-network.fixture';

/** One sample, such as `theriac_jobs{state="queued"}`. */
export interface Sample {
  readonly name: string;
  readonly value: number;
}

/** The samples of an organisation's gateway. */
export async function metricsOf(organisation: string): Promise<Sample[]> {
  const answer = await fetch(`http://localhost:${portsIn(PLACE, organisation).metrics}/metrics`);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const end = line.lastIndexOf(' ');
    return { name: line.slice(0, end), value: Number(line.slice(end + 1)) };
  });
}
