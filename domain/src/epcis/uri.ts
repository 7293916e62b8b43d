/** Identifiers in events: URIs, and what XML lets pass for one. */
import { z } from 'zod';
import { expected } from '../ledger/expected';

/** How an event was written: the two bindings of EPCIS differ in what they accept as an identifier. */
export type Binding = 'xml' | 'json-ld';

const LONGEST = 2048;
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/;
/** xsd:anyURI: a bare UUID is one, and so is a purchase order's number with a space in it. */
const REFERENCE = /^[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+(?: [!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+)*$/;

/** Whether a text is an absolute URI of RFC 3986's characters. */
export function isAbsoluteUri(text: string): boolean {
  return text.length <= LONGEST && ABSOLUTE.test(text);
}

/** An absolute URI: what is observed, where, by whom. */
export const uriSchema = z.string(expected('a URI')).refine(isAbsoluteUri, 'must be a URI');

/** How many wrong elements of a list are named. */
const MOST_FAULTS = 10;

/** A list of absolute URIs. It may hold hundreds of thousands, so its elements cost one expression each and no schema. */
export const uriListSchema: z.ZodType<string[]> = z
  .custom<unknown[]>((value) => Array.isArray(value), expected('a list'))
  .transform((items, context) => {
    let faults = 0;
    for (let index = 0; index < items.length && faults < MOST_FAULTS; index += 1) {
      const item = items[index];
      if (typeof item === 'string' && isAbsoluteUri(item)) continue;
      faults += 1;
      context.addIssue({ code: 'custom', path: [index], message: 'must be a URI' });
    }
    return items as string[];
  });

/** An identifier that somebody else's system gave out: in XML any URI reference, in JSON-LD an absolute URI. */
export function identifierSchema(binding: Binding): z.ZodType<string> {
  if (binding === 'json-ld') return uriSchema;
  return z.string(expected('a URI')).refine((text) => text.length <= LONGEST && REFERENCE.test(text), 'must be a URI');
}
