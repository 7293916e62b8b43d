/** What a query by EPC costs does not grow with the events that were captured. */
import { measureQueries } from './query-cost.driver';

jest.setTimeout(400_000);

/** Events; `THERIAC_QUERY_EVENTS=100000` measures the figure that the decision gives. */
const EVENTS = Number(process.env.THERIAC_QUERY_EVENTS ?? 4_000);

it('finds the events of a pack within a tenth of a second', async () => {
  const cost = await measureQueries(EVENTS);
  if (process.env.THERIAC_QUERY_EVENTS !== undefined) process.stdout.write(`${JSON.stringify(cost)}\n`);
  expect(cost.byEpcP95).toBeLessThan(100);
});
