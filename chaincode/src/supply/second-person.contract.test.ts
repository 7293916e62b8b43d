/** Two-person acts: a person is the random name in the certificate, whatever else the certificate says. */
import { PERMISSIONS } from '@theriac/domain/permissions';
import type { Attributes, Identity } from '@theriac/test-ledger';
import { type MemberName, siteOf } from '../fixtures/consortium';
import { codeOf, ConsortiumLedger } from '../fixtures/consortium-ledger';
import { gtin, idOf, lot, preparePart, registerTheProduct, registerWhole } from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const ANNA = 'a'.repeat(32);
const BO = 'b'.repeat(32);

let ledger: ConsortiumLedger;
beforeEach(async () => {
  ledger = await ConsortiumLedger.start();
  await registerTheProduct(ledger);
  await registerWhole(ledger, preparePart(1, 30));
});
afterEach(() => {
  ledger.stop();
});

/** A certificate of its own key: each call issues another one. */
const certified = (commonName: string, of: MemberName, attributes: Attributes): Promise<Identity> =>
  ledger.stranger(of, attributes, { commonName });

let last = 0;
const proposalOf = (of: MemberName) => ({
  ...{ recall: idOf((last += 1)), gtin, kind: 'recall', lots: [lot], class: 'II', depth: 'pharmacy' },
  ...{ reason: `Particles of glass, said by the ${of}`, instructions: 'Set apart and send back' },
});

interface Act {
  readonly recall: string;
  readonly digest: string;
}

const submit = (by: Identity, transaction: string, command: object) =>
  ledger.submit(by, `DrugSupply:${transaction}`, command) as Promise<{ text: { digest: string } }>;

/** What a first person does, by the acts that the table names. */
const FIRST: Record<string, (by: Identity, of: MemberName) => Promise<Act>> = {
  ProposeRecall: async (by, of) => {
    const proposal = proposalOf(of);
    const { text } = await submit(by, 'ProposeRecall', proposal);
    return { recall: proposal.recall, digest: text.digest };
  },
  CorrectRecall: async (by, of) => {
    const { gtin: _gtin, kind: _kind, lots: _lots, recall, ...saying } = proposalOf(of);
    const role = of === 'regulator' ? 'inspector' : 'release-officer';
    const proposed = await FIRST.ProposeRecall!(await certified('c'.repeat(32), of, { role }), of);
    await confirm(await certified('d'.repeat(32), of, { role }), proposed);
    const correction = { ...saying, recall: proposed.recall, correction: recall, class: 'I', depth: 'patient' };
    const { text } = await submit(by, 'CorrectRecall', correction);
    return { recall: proposed.recall, digest: text.digest };
  },
};

const confirm = (by: Identity, { recall, digest }: Act) => submit(by, 'ConfirmRecall', { recall, digest });
const lift = (by: Identity, { recall }: Act) => submit(by, 'LiftRecall', { recall });

const ACTS = PERMISSIONS.find(({ transaction }) => transaction === 'ConfirmRecall')?.secondPersonTo ?? [];

describe.each(ACTS)('who confirms a %s', (act) => {
  it.each([
    ['another certificate', { site: siteOf('manufacturer') }],
    ['another role', { role: 'inspector', site: siteOf('manufacturer') }],
    // This maker has one site; a certificate for none is another one too.
    ['another site', {}],
    ['another role at another site', { role: 'inspector' }],
  ])('is not the same person with %s', async (_, changed) => {
    const role = { role: 'release-officer' };
    const officer = { ...role, site: siteOf('manufacturer') };
    const anna = await certified(ANNA, 'manufacturer', officer);
    const done = await FIRST[act]!(anna, 'manufacturer');
    const annaAgain = await certified(ANNA, 'manufacturer', { ...role, ...changed });
    expect(await codeOf(confirm(annaAgain, done))).toBe('SECOND_PERSON_NEEDED');
    await confirm(await certified(BO, 'manufacturer', officer), done);
  });
});

it('a name that the same person has elsewhere is another organisation’s, which decides nothing', async () => {
  const role = { role: 'inspector' };
  const done = await FIRST.ProposeRecall!(await certified(ANNA, 'regulator', role), 'regulator');
  expect(await codeOf(confirm(await certified(BO, 'manufacturer', role), done))).toBe('RECALL_NOT_OWNED');
  await lift(await certified(ANNA, 'regulator', role), done);
});
