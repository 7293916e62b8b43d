/** The page on which a demo person chooses who, and where, they are. */
import type { IssuerOrganisation, IssuerPerson } from './issuer-file';
import { escapeHtml, page } from './page';

/**
 * Everybody of the organisation, each with a button; who works at several sites chooses one.
 *
 * @param refusal - why the last choice was refused
 */
export function signInPage(organisation: IssuerOrganisation, refusal?: string): string {
  const alert = refusal === undefined ? '' : `<p role="alert">${escapeHtml(refusal)}</p>`;
  const people = organisation.people.map((person) => `<li>${personForm(organisation, person)}</li>`);
  return page(
    `Sign in: ${organisation.name}`,
    `${alert}
<p>For development: nobody here has a password. Who are you?</p>
<ul>
${people.join('\n')}
</ul>`,
  );
}

/** Without an action a form is sent to the page's own address, which names the sign-in that is under way. */
function personForm({ siteNames }: IssuerOrganisation, { name, fullName, role, sites }: IssuerPerson): string {
  const siteName = (gln: string): string => escapeHtml(siteNames[gln] ?? gln);
  const [only] = sites;
  const choice = `<label for="site-${name}">Site</label>
<select id="site-${name}" name="site">${sites.map((gln) => `<option value="${gln}">${siteName(gln)}</option>`).join('')}</select>`;
  const place = only === undefined ? '' : `, ${siteName(only)}`;
  return `<form method="post">
<input type="hidden" name="person" value="${name}">
<strong>${escapeHtml(fullName)} <span>${role}${sites.length > 1 ? '' : place}</span></strong>
${sites.length > 1 ? choice : ''}
<button type="submit" aria-label="Sign in as ${escapeHtml(fullName)}, ${role}">Sign in</button>
</form>`;
}
