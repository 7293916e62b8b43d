/** EPCs as the index names them: an EPC URN and a Digital Link of one key are one name. */
import { type EpcKey, type EpcResult, readEpc, writeEpcLink } from '@theriac/domain/gs1';

const DOMAIN = 'https://id.gs1.org/';

/** The name of a key: its canonical Digital Link without the domain, such as `01/09521104012344/21/A1`. */
export function nameOfKey(key: EpcKey): string {
  return writeEpcLink(key).slice(DOMAIN.length);
}

/** The name of an identifier; one that is no GS1 key of the network's stays as it is. @param read `readEpc`, or a reader of many */
export function nameOfEpc(uri: string, read: (uri: string) => EpcResult = readEpc): string {
  const epc = read(uri);
  return epc.ok ? nameOfKey(epc.key) : uri;
}

/** The identifier that a name stands for. */
export function uriOfName(name: string): string {
  // Keys are percent-encoded, so that a colon tells a whole URI.
  return name.includes(':') ? name : `${DOMAIN}${name}`;
}
