/** Sorts a captured event: what it asks of the ledger, when that happened, and which others it has to wait for. */
import { type Effect, effectOf, type EpcisEvent, instantOfEventTime, type Things } from '@theriac/domain/epcis';

/** What is to be done for an event. */
export interface ClassifiedEvent {
  readonly kind: Effect['kind'] | 'reverse';
  readonly happenedAt: Date;
  /** Events that share one are applied one after the other. */
  readonly subjects: readonly string[];
  /** Why the ledger cannot apply it, whatever comes. */
  readonly refusal?: string;
}

/** What is to be done for an event; an error declaration happens when it is declared. */
export function classifyEvent(event: EpcisEvent): ClassifiedEvent {
  const { errorDeclaration } = event;
  const happenedAt = new Date(instantOfEventTime(errorDeclaration?.declarationTime ?? event.eventTime));
  const result = effectOf(event);
  if (errorDeclaration !== undefined)
    return { kind: 'reverse', happenedAt, subjects: result.ok ? subjectsOf(result.effect) : [] };
  if (!result.ok) return { kind: 'none', happenedAt, subjects: [], refusal: result.reason };
  return { kind: result.effect.kind, happenedAt, subjects: subjectsOf(result.effect) };
}

/** Packs that are packed wait by their containers: a case's event may name thousands. */
function subjectsOf(effect: Effect): string[] {
  switch (effect.kind) {
    case 'commission':
    case 'none':
      return [];
    case 'pack':
    case 'unpack':
      return [...new Set([effect.parent, ...effect.containers])];
    case 'ship':
    case 'void':
    case 'receive':
      return [...new Set(effect.containers)];
    case 'supply':
    case 'decommission':
      return [...new Set([...effect.containers, ...packSubjects(effect)])];
  }
}

function packSubjects({ packs }: Things): string[] {
  return packs.map(({ gtin, serial }) => `${gtin} ${serial}`);
}
