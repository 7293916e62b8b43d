import { compositeKey } from '@theriac/domain/ledger';
import { captureAnchoredSchema } from '@theriac/domain/supply';
import { mspOf } from '../fixtures/consortium';
import { codeOf, ConsortiumLedger } from '../fixtures/consortium-ledger';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const command = { capture: 'ab'.repeat(16), root: 'cd'.repeat(32), events: 3 };
const own = { organisation: 'manufacturer', capture: command.capture };

describe('the anchor of a capture', () => {
  let ledger: ConsortiumLedger;
  beforeEach(async () => {
    ledger = await ConsortiumLedger.start();
  });
  afterEach(() => {
    ledger.stop();
  });

  const gatewayOf = (of: 'manufacturer' | 'distributor') => ledger.person(of, 'gateway');

  it('stands for its organisation, once, and anybody on the channel reads it', async () => {
    const gateway = await gatewayOf('manufacturer');
    const event = captureAnchoredSchema.parse(await ledger.submit(gateway, 'DrugSupply:AnchorCapture', command));
    expect(event).toMatchObject({ organisation: 'manufacturer', ...command });
    expect(await ledger.submit(gateway, 'DrugSupply:AnchorCapture', command)).toEqual(event);
    const inspector = await ledger.person('regulator', 'inspector');
    expect(await ledger.evaluate(inspector, 'DrugSupply:ReadCaptureAnchor', own)).toEqual({
      ...{ organisation: 'manufacturer', ...command },
      changedAt: event.at,
    });
  });

  it('is never changed, and is no other organisation’s of the same id', async () => {
    await ledger.submit(await gatewayOf('manufacturer'), 'DrugSupply:AnchorCapture', command);
    const other = { ...command, events: 2 };
    const again = ledger.submit(await gatewayOf('manufacturer'), 'DrugSupply:AnchorCapture', other);
    expect(await codeOf(again)).toBe('CAPTURE_ALREADY_ANCHORED');
    const clerk = await gatewayOf('distributor');
    expect(
      await codeOf(ledger.evaluate(clerk, 'DrugSupply:ReadCaptureAnchor', { ...own, organisation: 'distributor' })),
    ).toBe('CAPTURE_NOT_ANCHORED');
    await ledger.submit(clerk, 'DrugSupply:AnchorCapture', other);
    expect(await ledger.evaluate(clerk, 'DrugSupply:ReadCaptureAnchor', own)).toMatchObject(command);
  });

  it('keeps the channel’s policy: two organisations cannot write one', async () => {
    const gateway = await gatewayOf('manufacturer');
    const few = { endorsers: ['manufacturer', 'distributor'].map((name) => mspOf(name as 'manufacturer')) };
    await expect(ledger.submit(gateway, 'DrugSupply:AnchorCapture', command, few)).rejects.toMatchObject({ code: 10 });
    await ledger.submit(gateway, 'DrugSupply:AnchorCapture', command);
    const key = compositeKey('capture-anchor', [own.organisation, own.capture]);
    expect(ledger.ledger.stateOf('supply', key)).toBeDefined();
  });
});
