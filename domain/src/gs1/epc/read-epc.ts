/** Reads an EPC in either form that EPCIS uses. */
import { isWebAddress, readEpcLink } from './epc-link';
import { EpcRefusal, type EpcResult } from './epc-key';
import { isEpcUrn, readEpcUrn } from './epc-urn';

/** The GS1 key behind an EPC URN or a Digital Link, or the rule that it breaks; never a throw. */
export function readEpc(uri: string): EpcResult {
  try {
    if (isEpcUrn(uri)) return { ok: true, key: readEpcUrn(uri) };
    if (isWebAddress(uri)) return { ok: true, key: readEpcLink(uri) };
    return { ok: false, rule: 'is neither an EPC URN nor a GS1 Digital Link', isOtherKind: true };
  } catch (error) {
    if (error instanceof EpcRefusal) return { ok: false, rule: error.rule, isOtherKind: error.isOtherKind };
    throw error;
  }
}
