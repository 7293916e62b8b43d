/** The permission table says of each two-person act whose second person it needs. */
import { PERMISSIONS } from '.';

const named = ({ contract, transaction }: { contract: string; transaction: string }): string =>
  `${contract}:${transaction}`;

it('has one row for each transaction', () => {
  expect(new Set(PERMISSIONS.map(named)).size).toBe(PERMISSIONS.length);
});

describe('a two-person act', () => {
  const acts = PERMISSIONS.filter(({ secondPersonTo }) => secondPersonTo !== undefined);

  it.each(acts.map((act) => [named(act), act] as const))('%s names the acts of the first', (_, act) => {
    const firsts = PERMISSIONS.filter(
      ({ contract, transaction }) => contract === act.contract && act.secondPersonTo?.includes(transaction),
    );
    expect(firsts.map(({ transaction }) => transaction).sort()).toEqual([...(act.secondPersonTo ?? [])].sort());
    // Who may do the first may do the second: otherwise two people could never meet.
    for (const first of firsts) {
      expect(first.roles).toEqual(act.roles);
      expect(first.organisations).toEqual(act.organisations);
    }
  });

  it('is the confirmation of a recall', () => {
    expect(acts.map(named)).toEqual(['DrugSupply:ConfirmRecall']);
  });
});
