/** The consortium file: who the members are, what stands on which channel. Compiled from the topology into the chaincode package. */
import { z } from 'zod';
import { glnSchema } from '../gs1/gln';

/** What an organisation is in healthcare; permissions are written in kinds, so that a consortium may have several of one. */
export const memberKindSchema = z.enum([
  'hospital',
  'clinic',
  'pharmacy',
  'manufacturer',
  'distributor',
  'insurer',
  'regulator',
]);

/** A kind of member. */
export type MemberKind = z.infer<typeof memberKindSchema>;

/** A place of an organisation. */
export const siteSchema = z.strictObject({
  gln: glnSchema,
  name: z.string().min(1).max(80),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code'),
  /** IANA name: a pack is valid through the whole of its expiry day here. */
  timeZone: z.string().min(1).max(40),
});

/** A place of an organisation. */
export type Site = z.infer<typeof siteSchema>;

/** An organisation of the consortium. */
export const memberSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower case letters, digits and hyphens'),
  kind: memberKindSchema,
  mspId: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/, 'must be letters and digits'),
  sites: z.array(siteSchema).min(1),
  /** Root certificates of the identity CA, PEM. */
  roots: z.array(z.string()),
});

/** An organisation of the consortium. */
export type Member = z.infer<typeof memberSchema>;

/** Private data of a channel: these members hold the values, the others their hashes. */
export const collectionSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower case letters, digits and hyphens'),
  members: z.array(z.string()).min(1),
});

/** A private data collection of a channel. */
export type Collection = z.infer<typeof collectionSchema>;

/** A channel: its members hold its data, its contracts stand on it. */
export const channelSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/, 'must be a Fabric channel name'),
  members: z.array(z.string()).min(1),
  contracts: z.array(z.string()).min(1),
  /** How many of the members must endorse a change of a key without a policy of its own. */
  endorsements: z.int().min(1),
  /** None of them is a member's own implicit collection, which every member has. */
  collections: z.array(collectionSchema).default([]),
});

/** A channel of the consortium. */
export type Channel = z.infer<typeof channelSchema>;

/** The whole consortium. */
export const consortiumSchema = z.strictObject({
  version: z.literal(1),
  members: z.array(memberSchema).min(1),
  channels: z.array(channelSchema).min(1),
});

/** The whole consortium, as members approve it with the chaincode package. */
export type Consortium = z.infer<typeof consortiumSchema>;

/** The member with this MSP, if the consortium has one. */
export function memberByMsp(consortium: Consortium, mspId: string): Member | undefined {
  return consortium.members.find((member) => member.mspId === mspId);
}

/** The member that has a site with this GLN, if one does. */
export function memberBySite(consortium: Consortium, gln: Site['gln']): Member | undefined {
  return consortium.members.find(({ sites }) => sites.some((site) => site.gln === gln));
}

/** The channel with this name, if the consortium has one. */
export function channelByName(consortium: Consortium, name: string): Channel | undefined {
  return consortium.channels.find((channel) => channel.name === name);
}

/** The members of a channel, in the consortium's order. */
export function membersOf(consortium: Consortium, channel: Channel): Member[] {
  return consortium.members.filter((member) => channel.members.includes(member.name));
}
