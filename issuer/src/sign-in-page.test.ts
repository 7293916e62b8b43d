/** The page on which people sign in, as a browser gets it. */
import { decodeJwt } from 'jose';
import { startIssuer, type RunningIssuer } from './fixtures';
import { authorizationUrl, exchange, REDIRECT } from './fixtures/raw-requests';

let issuer: RunningIssuer;

beforeAll(async () => {
  const sites = ['9521103000014', '9521103000021'];
  issuer = await startIssuer({
    organisations: [
      {
        name: 'pharmacy',
        siteNames: { '9521103000014': 'Old Town & more' },
        people: [
          { name: 'pharmacist', fullName: 'Elin Sandberg', role: 'pharmacist', sites: ['9521103000014'] },
          { name: 'technician', fullName: '<b>Jonas</b>', role: 'technician', sites },
        ],
      },
    ],
  });
});

afterAll(async () => {
  await issuer.stop();
});

/** A browser that keeps its cookies. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(url: URL, form?: Record<string, string>): Promise<Response> {
    const answer = await fetch(url, {
      headers: { Accept: 'text/html', Cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      redirect: 'manual',
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.#cookies.set(name!, value!);
    }
    return answer;
  }

  /** Begins a sign-in. @returns the address of the page */
  async begin(): Promise<URL> {
    const answer = await this.open(authorizationUrl(issuer.url('pharmacy')));
    return new URL(answer.headers.get('location')!, issuer.url('pharmacy'));
  }
}

it('lists everybody by full name and role, and asks who works at several sites for one', async () => {
  const browser = new Browser();
  const answer = await browser.open(await browser.begin());
  const html = await answer.text();
  expect(html).toContain('Sign in as Elin Sandberg, pharmacist');
  expect(html).toMatch(/<label for="site-technician">.*\n.*<option value="9521103000014">Old Town &#38; more</);
  expect(html).not.toContain('id="site-pharmacist"');
});

it('takes nothing that it shows for HTML, runs no script and loads nothing', async () => {
  const browser = new Browser();
  const answer = await browser.open(await browser.begin());
  const html = await answer.text();
  expect(html).toContain('&#60;b&#62;Jonas');
  expect(html).not.toMatch(/<b>|<script|src=|@import|url\(/);
  const policy = answer.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'; style-src 'sha256-");
  expect(policy).toContain("frame-ancestors 'none'");
});

it('says why a choice was refused, and lets another be made', async () => {
  const browser = new Browser();
  const url = await browser.begin();
  const refused = await browser.open(url, { person: 'nobody' });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('<p role="alert">pharmacy knows nobody called nobody</p>');
  const taken = await browser.open(url, { person: 'pharmacist' });
  expect(taken.status).toBe(303);
  const back = await browser.open(new URL(taken.headers.get('location')!));
  expect(back.headers.get('location')).toMatch(`${REDIRECT}?code=`);
});

it('is shown at every sign-in, so that a second person of the same browser is not taken for the first', async () => {
  const browser = new Browser();
  const taken = await browser.open(await browser.begin(), { person: 'pharmacist' });
  await browser.open(new URL(taken.headers.get('location')!));
  const again = await browser.open(await browser.begin());
  expect(again.status).toBe(200);
  expect(await again.text()).toContain('Who are you?');
});

it('lets a second person of the same browser sign in, for whom the first is signed out', async () => {
  const browser = new Browser();
  const first = await browser.open(await browser.begin(), { person: 'pharmacist' });
  await browser.open(new URL(first.headers.get('location')!));
  const second = await browser.open(await browser.begin(), { person: 'technician' });
  const signsOut = await (await browser.open(new URL(second.headers.get('location')!))).text();
  const hidden = [...signsOut.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const action = new URL(/action="([^"]+)"/.exec(signsOut)![1]!);
  const resumed = await browser.open(action, Object.fromEntries(hidden) as Record<string, string>);
  const back = await browser.open(new URL(resumed.headers.get('location')!));
  const code = new URL(back.headers.get('location')!).searchParams.get('code')!;
  const { body } = await exchange(issuer.url('pharmacy'), code);
  expect(decodeJwt(body.access_token!).sub).toBe('technician');
});

it('is over for a browser that has not begun here', async () => {
  const answer = await new Browser().open(await new Browser().begin());
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('begin again');
});
