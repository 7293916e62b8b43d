import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import { cryptoProvider, X509CrlGenerator } from '@peculiar/x509';
import type { MspDefinition } from '../channels/configuration';
import { refusesAll, requireNothingForgotten } from './listed-serials';

cryptoProvider.set(webcrypto);
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DEFINITIONS: readonly MspDefinition[] = [
  { group: 'Application', mspId: 'ClinicMSP' },
  { group: 'Orderer', mspId: 'ClinicOrdererMSP' },
];

async function listOf(serials: readonly string[]): Promise<string> {
  const { privateKey } = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const list = await X509CrlGenerator.create({
    ...{ issuer: 'CN=ca.clinic', signingKey: privateKey, signingAlgorithm: ALGORITHM },
    nextUpdate: new Date(),
    entries: serials.map((serialNumber) => ({ serialNumber, revocationDate: new Date() })),
  });
  return list.toString('pem');
}

/** A channel that refuses some serial numbers of the clinic's people, and some of those at its orderer. */
async function aChannel(people: readonly string[], orderer: readonly string[]): Promise<common.Config> {
  const channel = new common.ConfigGroup();
  for (const [index, { group, mspId }] of DEFINITIONS.entries()) {
    const serials = [people, orderer][index]!;
    const fabric = new msp.FabricMSPConfig();
    if (serials.length > 0) fabric.setRevocationListList([Buffer.from(await listOf(serials))]);
    const definition = new msp.MSPConfig();
    definition.setConfig(fabric.serializeBinary());
    const value = new common.ConfigValue();
    value.setValue(definition.serializeBinary());
    const organisation = new common.ConfigGroup();
    organisation.getValuesMap().set('MSP', value);
    const groups = new common.ConfigGroup();
    groups.getGroupsMap().set(mspId, organisation);
    channel.getGroupsMap().set(group, groups);
  }
  const config = new common.Config();
  config.setChannelGroup(channel);
  return config;
}

describe('a channel', () => {
  it.each([
    ['holds it in both places', ['a1', 'b2'], ['a1', 'b2'], ['a1', 'b2'], true],
    ['holds more', ['a1', 'b2'], ['a1', 'b2'], ['a1'], true],
    ['lacks one of them', ['a1'], ['a1', 'b2'], ['a1', 'b2'], false],
    ['lacks the list of the orderer', ['a1'], [], ['a1'], false],
    ['has no list and needs none', [], [], [], true],
  ])('that %s', async (_, people, orderer, revoked, refuses) => {
    expect(refusesAll(await aChannel(people, orderer), DEFINITIONS, new Set(revoked))).toBe(refuses);
  });

  it('keeps a list of which the authority has forgotten a part', async () => {
    const config = await aChannel(['a1', 'b2'], ['a1', 'b2']);
    const publish = (revoked: string[]) => (): void => {
      requireNothingForgotten('care', config, DEFINITIONS, new Set(revoked));
    };
    expect(publish(['a1'])).toThrow(/^care refuses certificates .* set them free: b2$/);
    expect(publish(['a1', 'b2', 'c3'])).not.toThrow();
  });
});
