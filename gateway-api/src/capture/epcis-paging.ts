/** Pages as EPCIS 2.0 links them: the next one in a header, with the moment until which its token is good. */

/** A token is a place in the list, so it stays good; clients are told a day. */
const TOKEN_LIFE = 24 * 3_600_000;

/**
 * The headers that lead to the next page.
 *
 * @param path such as `/epcis/capture`
 * @param query the parameters of this page, which the next one repeats
 */
export function linkToNext(
  path: string,
  query: Readonly<Record<string, string | number>>,
  nextPageToken: string,
): Record<string, string> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
  parameters.set('nextPageToken', nextPageToken);
  return {
    Link: `<${path}?${parameters.toString()}>; rel="next"`,
    'GS1-Next-Page-Token-Expires': new Date(Date.now() + TOKEN_LIFE).toISOString(),
  };
}
