/** EPCs as Digital Links at the finest key, `https://id.gs1.org/01/{gtin}/21/{serial}`: the form that EPCIS 2.0 prefers. */
import { glnSchema } from '../gln';
import { gtinSchema } from '../gtin';
import { lotNumberSchema } from '../lot-number';
import { isWebAddress, readDigitalLink } from '../scan/digital-link';
import { type ScannedField, ScanRefusal } from '../scan/scan';
import { serialSchema } from '../serial';
import { ssccSchema } from '../sscc';
import { checked } from './checked';
import { type EpcKey, EpcRefusal } from './epc-key';

/** GS1's own domain: the canonical one. */
const CANONICAL = 'https://id.gs1.org';

export { isWebAddress };

/** Reads a Digital Link of any domain as an EPC. */
export function readEpcLink(text: string): EpcKey {
  const fields = fieldsOf(text);
  const first = fields[0]?.identifier;
  const at = (identifier: string): string | undefined => fields.find((each) => each.identifier === identifier)?.value;
  if (first === '01') return itemKey(at('01') ?? '', at('21'), at('10'));
  if (first === '00') return { kind: 'sscc', sscc: checked(ssccSchema, at('00') ?? '', 'the SSCC') };
  if (first === '414')
    return { kind: 'sgln', gln: checked(glnSchema, at('414') ?? '', 'the GLN'), extension: at('254') };
  if (first === '417') return { kind: 'pgln', gln: checked(glnSchema, at('417') ?? '', 'the GLN') };
  throw new EpcRefusal('is a key of a kind that is not read here', true);
}

/** Writes a key as canonical Digital Link. */
export function writeEpcLink(key: EpcKey): string {
  switch (key.kind) {
    case 'sgtin':
      return `${CANONICAL}/01/${key.gtin}/21/${encode(key.serial)}`;
    case 'lgtin':
      return `${CANONICAL}/01/${key.gtin}/10/${encode(key.lot)}`;
    case 'gtin':
      return `${CANONICAL}/01/${key.gtin}`;
    case 'sscc':
      return `${CANONICAL}/00/${key.sscc}`;
    case 'sgln':
      return `${CANONICAL}/414/${key.gln}${key.extension === undefined ? '' : `/254/${encode(key.extension)}`}`;
    case 'pgln':
      return `${CANONICAL}/417/${key.gln}`;
  }
}

function fieldsOf(text: string): ScannedField[] {
  try {
    return readDigitalLink(text);
  } catch (error) {
    // A web address without a GS1 key may well identify something; it is just no EPC.
    if (error instanceof ScanRefusal) throw new EpcRefusal(error.fault.rule, error.fault.field === 'scan');
    throw error;
  }
}

function itemKey(gtinText: string, serial: string | undefined, lot: string | undefined): EpcKey {
  const gtin = checked(gtinSchema, gtinText, 'the GTIN');
  if (serial !== undefined) return { kind: 'sgtin', gtin, serial: checked(serialSchema, serial, 'the serial') };
  if (lot !== undefined) return { kind: 'lgtin', gtin, lot: checked(lotNumberSchema, lot, 'the lot') };
  return { kind: 'gtin', gtin };
}

/** Everything but letters, digits, `-`, `.` and `_` is written as a percent code. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
