/** In which order a network stops: who asks before who answers, so that nothing is logged as broken. */

const ORDER = ['gateway', 'enrolment', 'issuer', 'chaincode', 'peer', 'orderer', 'ca', 'database'];

/** Process names in groups that stop one after the other; an unknown kind stops first. */
export function stopOrder<T extends { readonly name: string }>(processes: readonly T[]): T[][] {
  const groups = new Map<number, T[]>();
  for (const entry of processes) {
    const rank = ORDER.indexOf(kindOf(entry.name));
    groups.set(rank, [...(groups.get(rank) ?? []), entry]);
  }
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** The kind of a process: `peer-pharmacy` is a `peer`. */
export function kindOf(name: string): string {
  return name.split('-')[0] ?? name;
}
