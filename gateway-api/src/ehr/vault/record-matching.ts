/**
 * Tells which things resources are of, by their names. Two resources that have an identifier in common are of one thing,
 * unless one system knows them under two ids: that system says that they are two. Where it stays unclear which of several
 * things is meant, it is a new one: a thing that is shown twice does less harm than two that are taken for one.
 */

/** The names of a resource, digests all. */
export interface ResourceNames {
  /** The source system. */
  readonly system: string;
  /** Its id there. */
  readonly own: string | undefined;
  readonly business: readonly string[];
}

/** Things that turned out to be one: the first stands for the others. */
export interface SameThing {
  readonly thing: string;
  readonly others: readonly string[];
}

/** The things of one patient, as far as the names in question lead to them. */
export class KnownThings {
  readonly #thingsOf = new Map<string, Set<string>>();
  /** By thing: its id in each system. */
  readonly #ids = new Map<string, Map<string, string>>();
  readonly #standsFor = new Map<string, string>();

  /** Notes that a thing has a name; `system` when it is its id there. */
  add(thing: string, name: string, system?: string): void {
    const things = this.#thingsOf.get(name) ?? new Set();
    this.#thingsOf.set(name, things.add(thing));
    if (system !== undefined) this.#idsOf(thing).set(system, name);
  }

  /**
   * The thing that a resource is of, and those that it shows to be the same; a new one's id where there is none.
   *
   * @param draw gives an id to a new thing
   */
  identify(names: ResourceNames, draw: () => string): SameThing {
    const own = names.own === undefined ? [] : this.#named(names.own);
    const [known] = own;
    const candidates = [...new Set(names.business.flatMap((name) => this.#named(name)))].filter(
      (thing) => thing !== known && this.#canHave(thing, names),
    );
    const all = known === undefined ? candidates : [known, ...candidates];
    const [first] = all;
    if (first === undefined || !this.#areOne(all)) return { thing: this.#note(known ?? draw(), names), others: [] };
    const others = all.slice(1);
    for (const other of others) this.#merge(first, other);
    return { thing: this.#note(first, names), others };
  }

  /** The thing that stands for this one: itself, unless it turned out to be the same as another. */
  standingFor(thing: string): string {
    const next = this.#standsFor.get(thing);
    return next === undefined ? thing : this.standingFor(next);
  }

  #named(name: string): string[] {
    return [...new Set([...(this.#thingsOf.get(name) ?? [])].map((thing) => this.standingFor(thing)))];
  }

  /** Whether the system that tells the resource does not know the thing under another id. */
  #canHave(thing: string, { system, own }: ResourceNames): boolean {
    const id = this.#idsOf(thing).get(system);
    return id === undefined || own === undefined || id === own;
  }

  /** Whether no system knows two of the things under two ids. */
  #areOne(things: readonly string[]): boolean {
    const seen = new Map<string, string>();
    for (const [system, id] of things.flatMap((thing) => [...this.#idsOf(thing)])) {
      if ((seen.get(system) ?? id) !== id) return false;
      seen.set(system, id);
    }
    return true;
  }

  #merge(thing: string, other: string): void {
    this.#standsFor.set(other, thing);
    for (const [system, id] of this.#idsOf(other)) this.#idsOf(thing).set(system, id);
  }

  #note(thing: string, { system, own, business }: ResourceNames): string {
    if (own !== undefined) this.add(thing, own, system);
    for (const name of business) this.add(thing, name);
    return thing;
  }

  #idsOf(thing: string): Map<string, string> {
    const ids = this.#ids.get(thing) ?? new Map<string, string>();
    this.#ids.set(thing, ids);
    return ids;
  }
}
