/** Whom a recall asks to act: packs are stopped everywhere, but taken back only as far down the chain as its depth says. */
import type { MemberKind } from '../../consortium/consortium.schema';
import { type RecallDepth, recallDepthSchema } from './recall.schema';

const WHOLESALE: readonly MemberKind[] = ['manufacturer', 'distributor'];
const EVERY_HOLDER: readonly MemberKind[] = [...WHOLESALE, 'pharmacy', 'hospital'];

const ACTING: Readonly<Record<RecallDepth, readonly MemberKind[]>> = {
  wholesale: WHOLESALE,
  pharmacy: EVERY_HOLDER,
  patient: EVERY_HOLDER,
};

/** The depths of recalls that members of a kind act on and acknowledge; none for who never holds packs. */
export function depthsReaching(kind: MemberKind): readonly RecallDepth[] {
  return recallDepthSchema.options.filter((depth) => ACTING[depth].includes(kind));
}
