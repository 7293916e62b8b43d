import { consortiumSchema } from '@theriac/domain/consortium';
import { outOf, TestLedger } from '@theriac/test-ledger';
import { consortium, siteOf } from '../fixtures/consortium';
import { codeOf, ConsortiumLedger, PACKAGE_ID } from '../fixtures/consortium-ledger';
import { createChaincode } from '../index';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

describe('who acts', () => {
  let ledger: ConsortiumLedger;
  beforeAll(async () => {
    ledger = await ConsortiumLedger.start();
  });
  afterAll(() => {
    ledger.stop();
  });

  it.each([
    ['a person at a site of its organisation', { role: 'pharmacist', site: siteOf('pharmacy') }, undefined],
    ['a machine without a site', { role: 'gateway' }, undefined],
    ['somebody without a role', { site: siteOf('pharmacy') }, 'NOT_PERMITTED'],
    ['somebody with an invented role', { role: 'superuser' }, 'NOT_PERMITTED'],
    ['somebody at another organisation’s site', { role: 'pharmacist', site: siteOf('hospital') }, 'NOT_PERMITTED'],
    ['somebody at no site', { role: 'pharmacist', site: 'Main Street' }, 'NOT_PERMITTED'],
    ['somebody without attributes', {}, 'NOT_PERMITTED'],
  ])('may be %s', async (_, attributes, code) => {
    const somebody = await ledger.stranger('pharmacy', attributes);
    expect(await codeOf(ledger.evaluate(somebody, 'Anchors:Ping', {}))).toBe(code);
  });

  it('is known by the certificate’s common name, which must be there', async () => {
    const nameless = await ledger.stranger('pharmacy', { role: 'pharmacist' }, { commonName: '' });
    expect(await codeOf(ledger.evaluate(nameless, 'Anchors:Ping', {}))).toBe('NOT_PERMITTED');
  });

  it('must be of a member of the consortium, whoever else the channel lets in', async () => {
    const smaller = consortiumSchema.parse({
      ...consortium,
      members: consortium.members.filter((member) => member.name !== 'rival'),
    });
    const open = await TestLedger.start({
      organisations: [{ name: 'rival', mspId: 'RivalMSP' }],
      channels: [
        {
          name: 'supply',
          members: ['RivalMSP'],
          chaincode: () => createChaincode(smaller, PACKAGE_ID),
          policy: outOf(1, 'RivalMSP'),
        },
      ],
    });
    const outsider = await open.identity('rival', { role: 'release-officer' });
    const ping = open.evaluate(outsider, { channel: 'supply', transaction: 'Anchors:Ping', args: [] });
    expect(await codeOf(ping)).toBe('UNKNOWN_MEMBER');
    open.stop();
  });
});
