/** The topology file's shape: organisations, people, ports, ordering and channels of one consortium. */
import { channelSchema, collectionSchema, memberSchema } from '@theriac/domain/consortium';
import { roleSchema } from '@theriac/domain/ledger';
import { z } from 'zod';

const nameSchema = memberSchema.shape.name;
const releaseSchema = z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a release such as 3.1.1');
const portSchema = z.int().min(1024).max(65535);

const glnSchema = memberSchema.shape.sites.element.shape.gln;

/** A demo person; certificates carry role and site, never a name. */
const personSchema = z.strictObject({
  /** What commands and the sign-in go by, such as `pharmacist`. */
  name: nameSchema,
  /** For the development issuer alone. */
  fullName: z.string().min(1),
  role: roleSchema.exclude(['gateway']),
  /** Where the person works, the usual site first; a patient has none, everybody else at least one. */
  sites: z.array(glnSchema).default([]),
});

/** A program that signs in by a key of its own. */
const machineSchema = z.strictObject({
  id: nameSchema,
  role: roleSchema.exclude(['gateway', 'guardian', 'patient']),
  site: glnSchema.optional(),
});

const organisationSchema = memberSchema
  .omit({ roots: true })
  .extend({ people: z.array(personSchema), machines: z.array(machineSchema).default([]) });

/** First port of each kind; an organisation's index is added (database and issuer are one for all). */
const portsSchema = z.strictObject({
  gateway: portSchema,
  outbox: portSchema,
  metrics: portSchema,
  ca: portSchema,
  caOperations: portSchema,
  orderer: portSchema,
  ordererAdmin: portSchema,
  ordererOperations: portSchema,
  peer: portSchema,
  peerChaincode: portSchema,
  peerOperations: portSchema,
  chaincode: portSchema,
  /** For a chaincode that a test network carries beside the consortium's. */
  addedChaincode: portSchema,
  database: portSchema,
  enrolment: portSchema,
  /** The development issuer. */
  issuer: portSchema,
});

/** How private data reach members' peers, and who may ask for them. */
const topologyCollectionSchema = collectionSchema.extend({
  /** Without this, all of the channel's. */
  members: collectionSchema.shape.members.optional(),
  /** How many other members' peers must have a value before it is endorsed: a value on one peer dies with it. */
  requiredPeerCount: z.int().min(0),
  /** To how many other peers the endorser sends it; who was left out pulls it later. */
  maxPeerCount: z.int().min(0),
  /** After how many blocks values are purged by themselves; 0: never. It can never be changed. */
  blockToLive: z.int().min(0),
  memberOnlyRead: z.boolean(),
  memberOnlyWrite: z.boolean(),
});

const topologyChannelSchema = channelSchema.extend({
  consenters: z.array(nameSchema).min(1),
  collections: z.array(topologyCollectionSchema).default([]),
});

/** The whole file; references between its parts are checked by `crossReferenceProblems`. */
export const topologySchema = z.strictObject({
  version: z.literal(1),
  fabric: z.strictObject({ core: releaseSchema, ca: releaseSchema }),
  networks: z.record(nameSchema, z.strictObject({ portOffset: z.int().min(0).max(50_000) })),
  ports: portsSchema,
  organisations: z.array(organisationSchema).min(1),
  ordering: z.strictObject({ type: z.enum(['BFT', 'etcdraft']), orderers: z.array(nameSchema).min(1) }),
  channels: z.array(topologyChannelSchema).min(1),
});

/** A consortium and where its processes listen. */
export type Topology = z.infer<typeof topologySchema>;

/** A member with the people and machines that the demonstration network has for it. */
export type Organisation = Topology['organisations'][number];

/** A demo person of an organisation. */
export type Person = Organisation['people'][number];

/** A machine of an organisation, which signs in at the development issuer. */
export type Machine = Organisation['machines'][number];

/** A channel with the organisations whose orderers order it. */
export type TopologyChannel = Topology['channels'][number];

/** A channel's private data collection. */
export type TopologyCollection = TopologyChannel['collections'][number];

/** What listens: the keys of the topology's port bases. */
export type PortKind = keyof Topology['ports'];
