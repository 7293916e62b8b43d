/** What a schema cannot say: names that must exist, numbers that must fit one another. */
import { isShared } from './ports';
import { holdersOf, ordererMspIdOf } from './questions';
import type { Organisation, Person, PortKind, Topology, TopologyChannel } from './topology.schema';

/** A field of the topology, and what is wrong with it. */
export interface TopologyProblem {
  readonly field: string;
  readonly problem: string;
}

/** Every contradiction within a well-formed topology, each with the field that holds it. */
export function crossReferenceProblems(topology: Topology): TopologyProblem[] {
  return [
    ...organisationProblems(topology),
    ...orderingProblems(topology),
    ...channelProblems(topology),
    ...portProblems(topology),
  ];
}

function organisationProblems(topology: Topology): TopologyProblem[] {
  const { organisations } = topology;
  const sites = organisations.flatMap((organisation) => organisation.sites.map((site) => site.gln));
  const subjects = organisations.flatMap(({ people, machines }) => [...names(people), ...machines.map(({ id }) => id)]);
  return [
    ...repeated(names(organisations), 'organisations[].name'),
    ...repeated(
      organisations.flatMap(({ name, mspId }) => [mspId, ordererMspIdOf(topology, name)]),
      'organisations[].mspId',
    ),
    ...repeated(sites, 'organisations[].sites[].gln'),
    // Commands know people and machines by their names alone, and tokens have them as subjects.
    ...repeated(subjects, 'organisations[].people[].name, machines[].id'),
    ...organisations.flatMap((organisation, index) => siteProblems(organisation, `organisations[${index}]`)),
  ];
}

/** People and machines are at sites of their own organisation; patients are at none. */
function siteProblems({ name: organisation, sites, people, machines }: Organisation, at: string): TopologyProblem[] {
  const foreign = (gln: string | undefined, field: string): TopologyProblem[] =>
    gln === undefined || sites.some((site) => site.gln === gln)
      ? []
      : [{ field, problem: `${gln} is not a site of ${organisation}` }];
  return [
    ...people.flatMap((person, place) => {
      const field = `${at}.people[${place}].sites`;
      return [
        ...person.sites.flatMap((gln, index) => foreign(gln, `${field}[${index}]`)),
        ...repeated(person.sites, field),
        ...numberOfSitesProblems(person, field),
      ];
    }),
    ...machines.flatMap(({ site }, place) => foreign(site, `${at}.machines[${place}].site`)),
  ];
}

function numberOfSitesProblems({ name, role, sites }: Person, field: string): TopologyProblem[] {
  const isVoice = role === 'patient' || role === 'guardian';
  if (isVoice && sites.length > 0) return [{ field, problem: `${name}, a ${role}, works at no site` }];
  if (!isVoice && sites.length === 0) return [{ field, problem: `${name} needs a site to work at` }];
  return [];
}

function orderingProblems({ organisations, ordering }: Topology): TopologyProblem[] {
  return [
    ...unknown(ordering.orderers, names(organisations), 'ordering.orderers', 'an organisation'),
    ...repeated(ordering.orderers, 'ordering.orderers'),
  ];
}

function channelProblems({ organisations, ordering, channels }: Topology): TopologyProblem[] {
  const perChannel = channels.flatMap((channel, index) => {
    const at = `channels[${index}]`;
    return [
      ...unknown(channel.members, names(organisations), `${at}.members`, 'an organisation'),
      ...repeated(channel.members, `${at}.members`),
      ...unknown(channel.consenters, ordering.orderers, `${at}.consenters`, 'one of ordering.orderers'),
      ...repeated(channel.consenters, `${at}.consenters`),
      ...repeated(channel.contracts, `${at}.contracts`),
      ...tooMany(channel.endorsements, channel.members.length, `${at}.endorsements`),
      ...tooFewConsenters(ordering.type, channel.consenters.length, `${at}.consenters`),
      ...collectionProblems(channel, `${at}.collections`),
    ];
  });
  return [...repeated(names(channels), 'channels[].name'), ...perChannel];
}

/** Each member has one peer, so that a value reaches at most the other holders. */
function collectionProblems(channel: TopologyChannel, at: string): TopologyProblem[] {
  const perCollection = channel.collections.flatMap((collection, index) => {
    const { name, requiredPeerCount, maxPeerCount } = collection;
    const holders = holdersOf(channel, collection);
    const field = `${at}[${index}]`;
    const problem = (of: string, what: string) => ({ field: `${field}.${of}`, problem: what });
    return [
      ...unknown(holders, channel.members, `${field}.members`, `a member of ${channel.name}`),
      ...repeated(holders, `${field}.members`),
      ...(requiredPeerCount > maxPeerCount
        ? [problem('requiredPeerCount', `${requiredPeerCount} is more than maxPeerCount ${maxPeerCount}`)]
        : []),
      ...(requiredPeerCount >= holders.length
        ? [
            problem(
              'requiredPeerCount',
              `${name} is held by ${holders.length}: there are no ${requiredPeerCount} others`,
            ),
          ]
        : []),
    ];
  });
  return [...repeated(names(channel.collections), `${at}[].name`), ...perCollection];
}

/** Two kinds of port, in any two networks, may not meet: both networks run at once. */
function portProblems({ organisations, ports, networks }: Topology): TopologyProblem[] {
  const taken = new Map<number, string>();
  const problems: TopologyProblem[] = [];
  for (const [network, { portOffset }] of Object.entries(networks)) {
    for (const [kind, base] of Object.entries(ports) as [PortKind, number][]) {
      const count = isShared(kind) ? 1 : organisations.length;
      for (let index = 0; index < count; index += 1) {
        const port = base + index + portOffset;
        const use = `ports.${kind} of organisation ${index} in network ${network}`;
        const other = taken.get(port);
        if (port > 65535) problems.push({ field: `ports.${kind}`, problem: `${port}, ${use}, is above 65535` });
        if (other !== undefined)
          problems.push({ field: `ports.${kind}`, problem: `${port}, ${use}, is also ${other}` });
        taken.set(port, use);
      }
    }
  }
  return problems;
}

function names(entries: readonly { readonly name: string }[]): string[] {
  return entries.map((entry) => entry.name);
}

function repeated(values: readonly string[], field: string): TopologyProblem[] {
  const twice = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(twice)].map((value) => ({ field, problem: `${value} appears twice` }));
}

function unknown(values: readonly string[], known: readonly string[], field: string, what: string): TopologyProblem[] {
  return values.flatMap((value, index) =>
    known.includes(value) ? [] : [{ field: `${field}[${index}]`, problem: `${value} is not ${what}` }],
  );
}

function tooMany(endorsements: number, members: number, field: string): TopologyProblem[] {
  return endorsements > members
    ? [{ field, problem: `${endorsements} endorsements of ${members} members can never be had` }]
    : [];
}

/** SmartBFT survives f faults with 3f + 1 consenters: below four it survives none and stops at the first. */
function tooFewConsenters(type: Topology['ordering']['type'], count: number, field: string): TopologyProblem[] {
  return type === 'BFT' && count < 4
    ? [{ field, problem: `byzantine ordering needs at least 4 consenters, not ${count}` }]
    : [];
}
