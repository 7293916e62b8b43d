/** Goes through the sign-in page as a browser would. */
import { SignInError } from './sign-in-error';

/** More than the way has; a circle ends here. */
const MOST_STEPS = 10;

/** What is chosen on the page. */
export interface PageChoice {
  readonly person: string;
  readonly site?: string | undefined;
}

/**
 * Follows an authorization request through the sign-in page.
 *
 * @returns where the issuer sends the browser at last: the redirect address with a code, or with an error
 * @throws {SignInError} when the choice is refused, or the page is another than the development issuer's
 */
export async function visitSignIn(authorization: URL, redirect: string, choice: PageChoice): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = authorization;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const answer = await ask(url, cookies, isSignInPage(url) ? formOf(choice) : undefined);
    const location = answer.headers.get('location');
    if (location === null) throw new SignInError('refused', await refusalIn(answer, choice.person));
    url = new URL(location, url);
    if (url.href.startsWith(redirect)) return url;
  }
  throw new SignInError('refused', `${authorization.origin} sends a sign-in around in circles`);
}

async function ask(url: URL, cookies: Map<string, string>, form: URLSearchParams | undefined): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(url, {
    method: form === undefined ? 'GET' : 'POST',
    headers: { Accept: 'application/json', ...(cookie === '' ? {} : { Cookie: cookie }) },
    ...(form === undefined ? {} : { body: form }),
    redirect: 'manual',
  });
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) cookies.set(name, value);
  }
  return answer;
}

function isSignInPage(url: URL): boolean {
  return url.pathname.includes('/interaction/');
}

function formOf({ person, site }: PageChoice): URLSearchParams {
  return new URLSearchParams({ person, ...(site === undefined ? {} : { site }) });
}

async function refusalIn(answer: Response, person: string): Promise<string> {
  const told: unknown = await answer.json().catch(() => undefined);
  const reason = (told as { error_description?: unknown } | undefined)?.error_description;
  return typeof reason === 'string' ? reason : `${answer.url} does not sign ${person} in: it answers ${answer.status}`;
}
