/** Where the drug chain stands in the consortium: its channel, who is on it, and who is owed a lot's secret. */
import { type Channel, type Consortium, type Member, type MemberKind, membersOf } from '@theriac/domain/consortium';
import type { Gln } from '@theriac/domain/gs1';
import { type Actor, authorise, invalidInput, refuseUnless } from '@theriac/domain/ledger';
import { PERMISSIONS } from '@theriac/domain/permissions';
import { CAPTURING, type Holder } from '@theriac/domain/supply';
import type { Caller } from '../caller/caller';
import { SUPPLY_CONTRACT } from './supply.client';

/** Who verifies packs with the secret in their own hands, when the maker names nobody. */
const VERIFYING_KINDS: readonly MemberKind[] = ['distributor', 'pharmacy', 'hospital'];

/** The channel of the drug chain. */
export const SUPPLY_CHANNEL = 'supply';

/** The channel as one of its members sees it. */
export class SupplyChannel {
  readonly #members: readonly Member[];

  constructor(
    consortium: Consortium,
    readonly channel: Channel,
    readonly self: Member,
  ) {
    this.#members = membersOf(consortium, channel);
  }

  get name(): string {
    return this.channel.name;
  }

  /** Whether the own organisation is a member: others have no peer there, and ask elsewhere. */
  get isJoined(): boolean {
    return this.isMember(this.self.name);
  }

  /**
   * Refuses early what the contract would refuse anyway, so that nothing is stored for a caller who may not do it.
   *
   * @throws LedgerError NOT_PERMITTED; CHANNEL_NOT_JOINED
   */
  authorise(caller: Caller, transaction: string): void {
    this.#requireJoined();
    this.#permit(caller, transaction);
  }

  /** A guard for what an organisation without a peer here asks of other members: the same people may ask. */
  guardAnywhere(transaction: string): (caller: Caller) => void {
    return (caller) => {
      this.#permit(caller, transaction);
    };
  }

  /** Who may hand EPCIS documents in: those who handle packs, and machines; what the ledger makes of it is another matter. */
  captureGuard(): (caller: Caller) => void {
    return ({ role }) => {
      this.#requireJoined();
      refuseUnless(CAPTURING.includes(role), 'NOT_PERMITTED', 'EPCIS capture is not open to this role');
    };
  }

  /** {@link authorise} as a route's guard. */
  guard(transaction: string): (caller: Caller) => void {
    return (caller) => {
      this.authorise(caller, transaction);
    };
  }

  /**
   * Who gets a lot's secret: the named members, or everybody who verifies packs; the regulator always; never oneself.
   *
   * @throws LedgerError INVALID_INPUT when a name is no member of the channel
   */
  receiversOf(named: readonly string[] | undefined): readonly string[] {
    const others = this.#members.filter(({ name }) => name !== this.self.name);
    const strangers = (named ?? []).filter((name) => !this.#members.some((member) => member.name === name));
    if (strangers.length > 0) {
      throw invalidInput([{ field: 'secretTo', rule: `must name members of the channel ${this.name}` }]);
    }
    return others
      .filter(({ name, kind }) => kind === 'regulator' || (named?.includes(name) ?? VERIFYING_KINDS.includes(kind)))
      .map(({ name }) => name);
  }

  /** Whom an event concerns that names these places and parties: members whose sites they are, and the regulator. */
  concernedBy(glns: ReadonlySet<Gln>): readonly string[] {
    return this.#members
      .filter((member) => member.name !== this.self.name && isConcerned(member, glns))
      .map(({ name }) => name);
  }

  /** Whether such an event concerns this organisation. */
  concernsSelf(glns: ReadonlySet<Gln>): boolean {
    return this.isJoined && isConcerned(this.self, glns);
  }

  /** The members of a kind, by name. */
  named(kind: MemberKind): readonly string[] {
    return this.#members.filter((member) => member.kind === kind).map(({ name }) => name);
  }

  /** The other members of a kind, by name. */
  othersOf(kind: MemberKind): readonly string[] {
    return this.named(kind).filter((name) => name !== this.self.name);
  }

  /** Whether an organisation is a member of the channel. */
  isMember(name: string): boolean {
    return this.channel.members.includes(name);
  }

  /**
   * The place that a GLN names: a site of one of the members.
   *
   * @throws LedgerError INVALID_INPUT when it is none, or not this organisation's
   */
  placeOf({ site, organisation }: { readonly site: Gln; readonly organisation?: string | undefined }): Holder {
    const member = this.#members.find(({ sites }) => sites.some(({ gln }) => gln === site));
    if (member === undefined)
      throw invalidInput([
        {
          field: 'to.site',
          rule: `must be a site of a member of the channel ${this.name}; to a place outside it containers leave by a departure`,
        },
      ]);
    if (organisation !== undefined && organisation !== member.name)
      throw invalidInput([{ field: 'to.organisation', rule: 'must be the organisation whose site this is' }]);
    return { organisation: member.name, site };
  }

  /** The member's place that has a GLN, if a member's has. */
  memberAt(site: Gln): Holder | undefined {
    const member = this.#members.find(({ sites }) => sites.some(({ gln }) => gln === site));
    return member && { organisation: member.name, site };
  }

  #permit({ organisation, role, site, person }: Caller, transaction: string): void {
    const { kind, mspId } = this.self;
    const actor: Actor = { organisation, kind, mspId, role, site, name: person };
    authorise(PERMISSIONS, SUPPLY_CONTRACT, transaction, actor);
  }

  #requireJoined(): void {
    const { name } = this.self;
    const why = `${name} is no member of the channel ${this.name}: its gateway has no peer there`;
    refuseUnless(this.isJoined, 'CHANNEL_NOT_JOINED', why);
  }
}

function isConcerned({ kind, sites }: Member, glns: ReadonlySet<Gln>): boolean {
  return kind === 'regulator' || sites.some(({ gln }) => glns.has(gln));
}
