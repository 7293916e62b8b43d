import { type Consortium } from '@theriac/domain/consortium';
import { type Dated, type LedgerEvent, LedgerError } from '@theriac/domain/ledger';
import { type Identity, outOf, TestLedger } from '@theriac/test-ledger';
import { Transaction } from 'fabric-contract-api';
import { ChaincodeStub } from 'fabric-shim';
import { consortium, mspOf } from '../fixtures/consortium';
import { refusal } from '../fixtures/consortium-ledger';
import { TheriacChaincode } from './chaincode';
import { nodeDigest } from './node-digest';
import { TheriacContext } from './theriac-context';
import { TheriacContract } from './theriac-contract';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const event: LedgerEvent = { type: 'Done', version: 1, at: '2026-11-21T09:30:00.000Z' };

/** Does in each transaction what no contract of ours may do. */
class CarelessContract extends TheriacContract {
  constructor() {
    super('Careless');
  }

  override createContext(): TheriacContext {
    return new TheriacContext();
  }

  @Transaction()
  async ForgetToAsk(ctx: TheriacContext): Promise<string> {
    await ctx.stub.putState('k', Buffer.from('v'));
    return '';
  }

  @Transaction()
  Fail(ctx: TheriacContext, json: string): Promise<string> {
    ctx.authorise();
    throw new TypeError(`no reading of ${json}`);
  }

  @Transaction()
  FailOddly(ctx: TheriacContext, json: string): Promise<string> {
    ctx.authorise();
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a library may
    throw json;
  }

  @Transaction()
  Refuse(ctx: TheriacContext): Promise<string> {
    ctx.authorise();
    throw new LedgerError('LOT_FULL', 'the lot has 16 parts');
  }

  @Transaction()
  GuardNothing(ctx: TheriacContext): Promise<string> {
    ctx.authorise();
    const store = { put: () => Promise.resolve() };
    return ctx.save(store, { state: {}, event, guard: { rule: 'holder-and-one-other', holder: 'PharmacyMSP' } });
  }

  @Transaction()
  Time(ctx: TheriacContext, json: string): Promise<string> {
    ctx.authorise();
    const states = JSON.parse(json) as readonly Dated[];
    return Promise.resolve(ctx.now(...states, undefined));
  }
}

const TRANSACTIONS = ['ForgetToAsk', 'Fail', 'FailOddly', 'Refuse', 'GuardNothing', 'Time'];
const permissions = TRANSACTIONS.map((transaction) => ({
  contract: 'Careless',
  transaction,
  organisations: 'any' as const,
  roles: 'any' as const,
}));
const channels = [{ name: 'supply', members: ['pharmacy'], contracts: ['Careless'], endorsements: 1, collections: [] }];
const careless: Consortium = { ...consortium, channels };

describe('the way from a proposal to a transaction', () => {
  let ledger: TestLedger;
  let pharmacist: Identity;
  const send = (transaction: string, ...args: string[]) => sendOn('supply', transaction, ...args);
  const sendOn = (channel: string, transaction: string, ...args: string[]) =>
    ledger.submit(pharmacist, { channel, transaction, args });

  beforeEach(async () => {
    const mspId = mspOf('pharmacy');
    const chaincode = () =>
      new TheriacChaincode([CarelessContract], {
        consortium: careless,
        packageId: 'p',
        permissions,
        digest: nodeDigest,
      });
    ledger = await TestLedger.start({
      organisations: [{ name: 'pharmacy', mspId }],
      channels: ['supply', 'elsewhere'].map((name) => ({
        name,
        members: [mspId],
        chaincode,
        policy: outOf(1, mspId),
      })),
    });
    pharmacist = await ledger.identity('pharmacy', { role: 'pharmacist' });
  });

  afterEach(() => {
    ledger.stop();
  });

  it.each([
    'Careless:Nothing',
    'Unknown:Refuse',
    'Refuse',
    '',
    'org.hyperledger.fabric:GetMetadata',
    'Careless:toString',
  ])('knows no transaction %j', async (name) => {
    expect(await refusal(send(name))).toMatchObject({ code: 'UNKNOWN_TRANSACTION' });
  });

  it('takes one text', async () => {
    expect(await refusal(send('Careless:Refuse', '{}', '{}'))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await refusal(send('Careless:Refuse'))).toMatchObject({ code: 'LOT_FULL', detail: 'the lot has 16 parts' });
  });

  it('is closed where the contract does not stand', async () => {
    expect(await refusal(sendOn('elsewhere', 'Careless:Refuse'))).toMatchObject({ code: 'WRONG_CHANNEL' });
  });

  it.each(['Fail', 'FailOddly'])('tells that something failed, never with what (%s)', async (name) => {
    const refused = await refusal(send(`Careless:${name}`, '"a serial"'));
    expect(refused).toMatchObject({ code: 'INTERNAL_FAULT' });
    expect(refused?.message).not.toContain('serial');
  });

  it('saves nothing for a transaction that never asked who may send it', async () => {
    expect(await refusal(send('Careless:ForgetToAsk'))).toMatchObject({ code: 'INTERNAL_FAULT' });
    expect(ledger.stateOf('supply', 'k')).toBeUndefined();
  });

  it('guards no state whose store has no guards', async () => {
    expect(await refusal(send('Careless:GuardNothing'))).toMatchObject({ code: 'INTERNAL_FAULT' });
  });

  it('takes the later of the transaction’s time and the last change', async () => {
    ledger.clock.set(Date.UTC(2026, 10, 21));
    const time = async (...changes: string[]) => {
      const { result } = await send('Careless:Time', JSON.stringify(changes.map((changedAt) => ({ changedAt }))));
      return Buffer.from(result).toString();
    };
    expect(await time()).toBe('2026-11-21T00:00:00.000Z');
    expect(await time('2026-11-20T23:59:59.999Z')).toBe('2026-11-21T00:00:00.000Z');
    expect(await time('2026-11-20T00:00:00.000Z', '2026-11-21T00:00:01.000Z')).toBe('2026-11-21T00:00:01.000Z');
  });

  it('routes an initialisation as any other proposal', async () => {
    const deployment = { consortium: careless, packageId: 'p', permissions, digest: nodeDigest };
    const stub = Object.create(ChaincodeStub.prototype) as ChaincodeStub;
    stub.getStringArgs = () => ['init'];
    const response = await new TheriacChaincode([CarelessContract], deployment).Init(stub);
    expect(response).toMatchObject({ status: 500, message: 'UNKNOWN_TRANSACTION: no transaction has this name' });
  });

  it('has a context that is of no use before it begins', () => {
    expect(() => new TheriacContext().deployment).toThrow('the transaction has not begun');
  });
});
