/** What an organisation is shown of a pack's way: all of it the inspector, the others whether it is whole, and its ends. */
import type { Actor } from '../../ledger';
import type { ProvenanceBreak, ProvenanceStep } from './provenance.schema';

/** What is shown to somebody. */
export interface ShownProvenance {
  /** Whether every hand that the pack went through is known, and nothing is wrong with any. */
  readonly isUnbroken: boolean;
  readonly breaks: readonly ProvenanceBreak[];
  readonly maker: string;
  /** Who sent it to the asking organisation last; undefined while it never came there. */
  readonly seller: string | undefined;
  /** The whole way, in the channel's order: to inspectors only. */
  readonly steps: readonly ProvenanceStep[] | undefined;
}

/** What is shown to somebody, of all that is known. */
export function showProvenance(
  steps: readonly ProvenanceStep[],
  breaks: readonly ProvenanceBreak[],
  maker: string,
  { organisation, kind }: Pick<Actor, 'organisation' | 'kind'>,
): ShownProvenance {
  return {
    isUnbroken: breaks.length === 0,
    breaks,
    maker,
    seller: sellerTo(steps, organisation),
    steps: kind === 'regulator' ? steps : undefined,
  };
}

/** Gaps that the steps themselves show. */
export function breaksIn(steps: readonly ProvenanceStep[]): ProvenanceBreak[] {
  return steps.some(({ event }) => event === 'ContainersReadmitted') ? ['away-from-network'] : [];
}

function sellerTo(steps: readonly ProvenanceStep[], organisation: string): string | undefined {
  const came = steps.findLastIndex((step) => step.event === 'ContainersReceived' && step.organisation === organisation);
  const sent = steps.slice(0, Math.max(came, 0)).findLast((step) => step.event === 'ContainersShipped');
  return sent?.organisation;
}
