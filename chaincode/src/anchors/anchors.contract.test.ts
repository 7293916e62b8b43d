import { headAnchoredSchema } from '@theriac/domain/anchors';
import { compositeKey } from '@theriac/domain/ledger';
import { CODE } from '@theriac/test-ledger';
import { mspOf } from '../fixtures/consortium';
import { codeOf, ConsortiumLedger, PACKAGE_ID } from '../fixtures/consortium-ledger';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const head = (size: number, letter = 'a') => ({ log: 'journal', size, head: letter.repeat(64) });

describe('the contract Anchors', () => {
  let ledger: ConsortiumLedger;
  beforeEach(async () => {
    ledger = await ConsortiumLedger.start();
  });
  afterEach(() => {
    ledger.stop();
  });

  it.each(['supply', 'care'])('answers a ping on %s with nothing, whether or not it brings a text', async (channel) => {
    const nurse = await ledger.person('hospital', 'nurse');
    expect(await ledger.submit(nurse, 'Anchors:Ping', {}, { channel })).toBeUndefined();
    expect(await ledger.ledger.evaluate(nurse, { channel, transaction: 'Anchors:Ping', args: [] })).toHaveLength(0);
  });

  it('tells which package the endorser runs', async () => {
    const gateway = await ledger.person('pharmacy', 'gateway');
    expect(await ledger.evaluate(gateway, 'Anchors:DescribePackage', {})).toEqual({ packageId: PACKAGE_ID });
  });

  it('anchors an organisation’s head and answers whoever asks for it', async () => {
    const gateway = await ledger.person('pharmacy', 'gateway');
    const event = headAnchoredSchema.parse(await ledger.submit(gateway, 'Anchors:AnchorHead', head(1)));
    expect(event).toMatchObject({ organisation: 'pharmacy', ...head(1) });
    const inspector = await ledger.person('regulator', 'inspector');
    expect(await ledger.evaluate(inspector, 'Anchors:ReadHead', { organisation: 'pharmacy', log: 'journal' })).toEqual({
      organisation: 'pharmacy',
      ...head(1),
      changedAt: event.at,
    });
  });

  it('moves a head forward only, and takes the same one again without a change', async () => {
    const gateway = await ledger.person('pharmacy', 'gateway');
    const first = await ledger.submit(gateway, 'Anchors:AnchorHead', head(7));
    expect(await ledger.submit(gateway, 'Anchors:AnchorHead', head(7))).toEqual(first);
    await ledger.submit(gateway, 'Anchors:AnchorHead', head(9));
    for (const late of [head(9, 'b'), head(8), head(7)]) {
      expect(await codeOf(ledger.submit(gateway, 'Anchors:AnchorHead', late))).toBe('HEAD_NOT_GROWING');
    }
  });

  it('keeps the heads of two organisations apart', async () => {
    await ledger.submit(await ledger.person('pharmacy', 'gateway'), 'Anchors:AnchorHead', head(7));
    const others = await ledger.submit(await ledger.person('hospital', 'gateway'), 'Anchors:AnchorHead', head(1));
    expect(others).toMatchObject({ organisation: 'hospital', size: 1 });
  });

  it('knows no head that nobody anchored', async () => {
    const gateway = await ledger.person('pharmacy', 'gateway');
    const question = { organisation: 'clinic', log: 'journal' };
    expect(await codeOf(ledger.evaluate(gateway, 'Anchors:ReadHead', question))).toBe('HEAD_NOT_FOUND');
  });

  it('lets nobody move a head without its organisation’s own endorsement, nor that organisation alone', async () => {
    const gateway = await ledger.person('pharmacy', 'gateway');
    await ledger.submit(gateway, 'Anchors:AnchorHead', head(1));
    const by = (...endorsers: Parameters<typeof mspOf>[0][]) =>
      ledger.submit(gateway, 'Anchors:AnchorHead', head(2), { endorsers: endorsers.map(mspOf) });
    const refused = { code: CODE.endorsementPolicyFailure };
    await expect(by('manufacturer', 'distributor', 'hospital', 'regulator')).rejects.toMatchObject(refused);
    await expect(by('pharmacy')).rejects.toMatchObject(refused);
    await expect(by('pharmacy', 'regulator')).resolves.toMatchObject({ size: 2 });
  });

  it('writes versioned, canonical JSON', async () => {
    const gateway = await ledger.person('pharmacy', 'gateway');
    await ledger.submit(gateway, 'Anchors:AnchorHead', head(1));
    const stored = ledger.ledger.stateOf('supply', compositeKey('head', ['pharmacy', 'journal']));
    expect(Buffer.from(stored ?? []).toString()).toMatch(/^\{"changedAt":"[^"]+","head":"a{64}".*"version":1\}$/);
  });
});
