import { nextDelayMs } from './restart-delay';
import { stopOrder } from './stop-order';

describe('the order of stopping', () => {
  it('lets who asks go before who answers', () => {
    const names = [
      'database',
      'ca-pharmacy',
      'orderer-pharmacy',
      'peer-pharmacy',
      'chaincode-pharmacy',
      'issuer',
      'enrolment-pharmacy',
      'gateway-pharmacy',
    ];
    expect(stopOrder(names.map((name) => ({ name }))).map((group) => group.map(({ name }) => name))).toEqual(
      [...names].reverse().map((name) => [name]),
    );
  });

  it('stops those of a kind side by side', () => {
    expect(stopOrder([{ name: 'peer-pharmacy' }, { name: 'ca-clinic' }, { name: 'peer-clinic' }])).toEqual([
      [{ name: 'peer-pharmacy' }, { name: 'peer-clinic' }],
      [{ name: 'ca-clinic' }],
    ]);
  });
});

describe('the wait before a restart', () => {
  it.each([
    { restarts: 0, livedMs: 10, then: { ms: 200, restarts: 1 } },
    { restarts: 3, livedMs: 10, then: { ms: 1600, restarts: 4 } },
    { restarts: 40, livedMs: 10, then: { ms: 10_000, restarts: 41 } },
    { restarts: 40, livedMs: 60_000, then: { ms: 200, restarts: 1 } },
  ])('after $restarts in a row and a life of $livedMs ms', ({ restarts, livedMs, then }) => {
    expect(nextDelayMs(restarts, livedMs)).toEqual(then);
  });
});
