/** Who supplies packs to the public, or to wards. */
import type { MemberKind } from '../consortium';

/** The kinds of members that do. */
export const DISPENSING_KINDS: readonly MemberKind[] = ['pharmacy', 'hospital'];
