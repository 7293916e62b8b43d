/** From an event to what it asks of the ledger, by what its business step, action and disposition say (CBV 2.0). */
import { epcReader } from '../../gs1/epc';
import type { Gln } from '../../gs1/gln';
import type { Sscc } from '../../gs1/sscc';
import { isCommissioning } from '../commissioning-event';
import type { EpcisEvent } from '../event.schema';
import type { DecommissionedState, Effect, EffectResult, Things } from './effect';

type Aggregation = Extract<EpcisEvent, { type: 'AggregationEvent' }>;
type ObjectEvent = Extract<EpcisEvent, { type: 'ObjectEvent' }>;

/** Steps that say where packs are, which nothing else can mean. */
const SHIPPING = 'shipping';
const VOIDING = 'void_shipping';
const RECEIVING: readonly (string | undefined)[] = ['receiving', 'accepting'];
const DISPENSING: readonly (string | undefined)[] = ['dispensing', 'retail_selling'];

/** What takes packs out of the saleable stock, by disposition first: a stolen pack is that in whatever step it is told. */
const STATE_BY_DISPOSITION: Readonly<Record<string, DecommissionedState>> = {
  stolen: 'stolen',
  destroyed: 'destroyed',
  disposed: 'destroyed',
};
const STATE_BY_STEP: Readonly<Record<string, DecommissionedState>> = {
  decommissioning: 'checked-out',
  destroying: 'destroyed',
  holding: 'locked',
  sampling: 'sample',
};

/** What an event asks of the ledger; never a throw. An error declaration asks for its opposite. */
export function effectOf(event: EpcisEvent): EffectResult {
  if (event.type === 'AggregationEvent') return aggregationEffect(event);
  return event.type === 'ObjectEvent' ? objectEffect(event) : applies({ kind: 'none' });
}

function aggregationEffect(event: Aggregation): EffectResult {
  if (event.action === 'OBSERVE') return applies({ kind: 'none' });
  const parent = containerOf(event.parentID);
  if (parent === undefined) return refused('has a parentID that is no container’s SSCC');
  const things = thingsOf('childEPCs', event.childEPCs);
  if (typeof things === 'string') return refused(things);
  if (event.action === 'DELETE') return applies({ kind: 'unpack', parent, ...things });
  if (isEmpty(things)) return refused('packs classes of objects, not single ones');
  return applies({ kind: 'pack', parent, ...things });
}

function objectEffect(event: ObjectEvent): EffectResult {
  const begins: boolean = isCommissioning(event);
  if (begins) return applies({ kind: namesContainersOnly(event) ? 'none' : 'commission' });
  const make = effectMaker(event);
  if (make === undefined) return applies({ kind: 'none' });
  const things = thingsOf('epcList', event.epcList);
  if (typeof things === 'string') return refused(things);
  return isEmpty(things) ? refused('names classes of objects, not single ones') : make(things);
}

/** A container begins on the ledger when it is filled: that its number was drawn changes nothing there. */
function namesContainersOnly({ epcList = [] }: ObjectEvent): boolean {
  return epcList.length > 0 && epcList.every((uri) => containerOf(uri) !== undefined);
}

function effectMaker(event: ObjectEvent): ((things: Things) => EffectResult) | undefined {
  const { bizStep, disposition = '' } = event;
  if (bizStep === SHIPPING) return (things) => shipEffect(event, things);
  if (bizStep === VOIDING) return (things) => applies({ kind: 'void', ...things });
  if (RECEIVING.includes(bizStep)) return (things) => applies({ kind: 'receive', ...things });
  if (DISPENSING.includes(bizStep)) return (things) => applies({ kind: 'supply', ...things });
  const state = STATE_BY_DISPOSITION[disposition] ?? STATE_BY_STEP[bizStep ?? ''];
  return state && ((things) => applies({ kind: 'decommission', state, ...things }));
}

function shipEffect(event: ObjectEvent, things: Things): EffectResult {
  const to = destinationOf(event);
  if (to === undefined) return refused('names no destination with a GLN');
  return applies({ kind: 'ship', to, isReturn: event.disposition === 'returned', ...things });
}

function destinationOf({ destinationList = [] }: EpcisEvent): Gln | undefined {
  return placeOf(destinationList.map(({ type, destination }) => ({ type, uri: destination })));
}

/** Where an event says that things come from: the GLN of its source. */
export function sourceOf({ sourceList = [] }: EpcisEvent): Gln | undefined {
  return placeOf(sourceList.map(({ type, source }) => ({ type, uri: source })));
}

/** The place says more than the party; who possesses it more than who owns it. */
function placeOf(parties: readonly { readonly type: string; readonly uri: string }[]): Gln | undefined {
  const read = epcReader();
  for (const type of ['location', 'possessing_party', 'owning_party']) {
    const found = parties.find((party) => party.type === type);
    const epc = found && read(found.uri);
    if (epc?.ok === true && (epc.key.kind === 'sgln' || epc.key.kind === 'pgln')) return epc.key.gln;
  }
  return undefined;
}

function containerOf(uri: string | undefined): Sscc | undefined {
  const epc = uri === undefined ? undefined : epcReader()(uri);
  return epc?.ok === true && epc.key.kind === 'sscc' ? epc.key.sscc : undefined;
}

function thingsOf(field: string, uris: readonly string[] = []): Things | string {
  const read = epcReader();
  const packs: Things['packs'][number][] = [];
  const containers: Sscc[] = [];
  for (const [index, uri] of uris.entries()) {
    const epc = read(uri);
    if (!epc.ok) return `names at ${field}[${index}] neither a pack nor a container: it ${epc.rule}`;
    if (epc.key.kind === 'sgtin') packs.push({ gtin: epc.key.gtin, serial: epc.key.serial });
    else if (epc.key.kind === 'sscc') containers.push(epc.key.sscc);
    else return `names at ${field}[${index}] neither a pack nor a container but a ${epc.key.kind}`;
  }
  return { packs, containers };
}

function isEmpty({ packs, containers }: Things): boolean {
  return packs.length + containers.length === 0;
}

function applies(effect: Effect): EffectResult {
  return { ok: true, effect };
}

function refused(reason: string): EffectResult {
  return { ok: false, reason };
}
