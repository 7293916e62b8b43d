/** The sign-in page of one organisation: shown, and answered. */
import { Router, urlencoded, type Response } from 'express';
import { errors, type Provider } from 'oidc-provider';
import { choiceSchema, choose } from './choice';
import type { IssuerOrganisation } from './issuer-file';
import { page, PAGE_HEADERS } from './page';
import { signInPage } from './sign-in-page';

/** Where `organisationProvider` sends a browser whose sign-in is under way. */
export function signInRouter(provider: Provider, organisation: IssuerOrganisation): Router {
  const router = Router();

  router.get('/interaction/:uid', async (request, response) => {
    await provider.interactionDetails(request, response);
    send(response, 200, signInPage(organisation));
  });

  router.post('/interaction/:uid', urlencoded({ extended: false, limit: '2kb' }), async (request, response) => {
    await provider.interactionDetails(request, response);
    const form = choiceSchema.safeParse(request.body);
    const chosen = form.success ? choose(organisation, form.data) : { refusal: 'Choose a person.' };
    if ('refusal' in chosen) {
      refuse(response, organisation, chosen.refusal);
      return;
    }
    const login = { accountId: chosen.person.name, remember: false };
    await provider.interactionFinished(request, response, { login, consent: {}, site: chosen.site });
  });

  router.use((error: unknown, _request: unknown, response: Response, next: (error: unknown) => void) => {
    if (!(error instanceof errors.SessionNotFound)) {
      next(error);
      return;
    }
    send(response, 400, page('This sign-in is over', '<p role="alert">Go back to the program and begin again.</p>'));
  });

  return router;
}

/** A program that signs somebody in reads JSON. */
function refuse(response: Response, organisation: IssuerOrganisation, refusal: string): void {
  response.status(422).format({
    html: () => {
      send(response, 422, signInPage(organisation, refusal));
    },
    json: () => {
      response.json({ error: 'access_denied', error_description: refusal });
    },
  });
}

function send(response: Response, status: number, html: string): void {
  response.status(status).set(PAGE_HEADERS).send(html);
}
