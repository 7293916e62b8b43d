/** Uploads, however their bytes come: by entry or by line, one at a time. */
import { BUNDLE_TYPE, NDJSON_TYPE, type ReadResource, readResources } from './read-resources';

async function read(mediaType: string, text: string | Buffer, size = 7): Promise<ReadResource[]> {
  const bytes = Buffer.from(text);
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
  })();
  const found: ReadResource[] = [];
  for await (const one of readResources(mediaType, pieces)) found.push(one);
  return found;
}

const told = (all: readonly ReadResource[]) => all.map(({ place, resource, rule }) => [place, rule ?? resource]);

it('lines, in pieces that end anywhere, empty ones and broken ones', async () => {
  const lines = Buffer.concat([Buffer.from('{"a":"ä"}\n\n no\r\n'), Buffer.from([0xff]), Buffer.from('\n{"b":1}')]);
  for (const size of [1, 3, 64])
    expect(told(await read(NDJSON_TYPE, lines, size))).toEqual([
      ['line 1', { a: 'ä' }],
      ['line 3', 'must be JSON'],
      ['line 4', 'must be UTF-8'],
      ['line 5', { b: 1 }],
    ]);
});

it('entries, of which one has nothing in it', async () => {
  const bundle = { resourceType: 'Bundle', entry: [{ fullUrl: 'urn:x', resource: { id: '1' } }, { request: {} }, 7] };
  const found = await read(BUNDLE_TYPE, JSON.stringify(bundle));
  expect(found[0]?.fullUrl).toBe('urn:x');
  expect(told(found)).toEqual([
    ['/entry/0', { id: '1' }],
    ['/entry/1', 'must hold a resource'],
    ['/entry/2', 'must hold a resource'],
  ]);
});

it.each([
  ['{"entry":[]}', '/resourceType: must be Bundle'],
  ['[]', '/resourceType: must be Bundle'],
  ['{"resourceType":"Bundle","entry":[', 'ends too early'],
  [`{"resourceType":"Bundle","entry":[{"resource":${'['.repeat(70)}`, 'at most 64 levels'],
])('%# is no Bundle', async (text, rule) => {
  await expect(read(BUNDLE_TYPE, text)).rejects.toThrow(rule);
});

it('a line without end is refused before it fills the memory', async () => {
  await expect(read(NDJSON_TYPE, Buffer.alloc((12 << 20) + 2, 0x20), 1 << 20)).rejects.toThrow('lines of at most');
});
