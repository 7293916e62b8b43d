/**
 * Ten thousand commands at random, by people at five places over two dozen containers, against a plain model that was
 * written apart: what the rules refuse the model refuses, and every container is afterwards where the model has it.
 */
import fc from 'fast-check';
import { instantOf } from '../../ledger';
import { ACTS, anyCommand, type Command, fitting } from '../fixtures/custody.commands';
import { CustodyModel } from '../fixtures/custody.model';
import { RulesWalk } from '../fixtures/custody.rules-walk';

it('keeps every container in one place, as a plain model has it', () => {
  const tally = new Map<string, number>();
  const count = (what: string): unknown => tally.set(what, (tally.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(fc.array(anyCommand, { minLength: 200, maxLength: 200 }), (all) => {
      const [ledger, model, done] = [new RulesWalk(), new CustodyModel(), [] as Command[]];
      all.forEach((one, nth) => {
        const before = done[one.of % Math.max(1, done.length)];
        const apt = one.isApt ? fitting(one, model.places(), done) : one;
        const asked = one.isAgain ? (before ?? apt) : apt;
        const isDone = ledger.does(asked, instantOf(Date.UTC(2027, 0, 1) + nth * 1_000));
        expect({ nth, asked, isDone: model.does(asked) }).toEqual({ nth, asked, isDone });
        expect(ledger.places()).toEqual(model.places());
        for (const { lists, says } of ledger.listed()) expect(says).toBe(lists);
        if (isDone) done.push(asked);
        count(`${asked.act} ${isDone ? 'done' : 'refused'}`);
        if (isDone && asked.act === 'resolve') count(asked.resolution);
      });
    }),
    { numRuns: 50 },
  );
  // A walk that did nothing of a kind, or was never refused it, would prove nothing about it.
  const all = [...new Set(ACTS)].flatMap((act) => [`${act} done`, `${act} refused`]);
  const seldom = [...all, 'received', 'returned', 'accepted', 'lost', 'destroyed'].filter(
    (what) => (tally.get(what) ?? 0) < 5,
  );
  expect({ seldom, tally: [...tally].sort() }).toEqual({ seldom: [], tally: [...tally].sort() });
});
