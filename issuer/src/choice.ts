/** Who signs in and where: what the sign-in page sends, judged. */
import { z } from 'zod';
import type { IssuerOrganisation, IssuerPerson } from './issuer-file';

/** The sign-in form. */
export const choiceSchema = z.object({
  person: z.string(),
  /** GLN; the person's usual site when absent. */
  site: z.string().optional(),
});

/** A form's content. */
export type Choice = z.infer<typeof choiceSchema>;

/** Somebody at a site, or why not. */
export type Chosen =
  { readonly person: IssuerPerson; readonly site: string | undefined } | { readonly refusal: string };

/** Finds the person, and the site of this session among theirs. */
export function choose({ name, people }: IssuerOrganisation, choice: Choice): Chosen {
  const person = people.find((candidate) => candidate.name === choice.person);
  if (person === undefined) return { refusal: `${name} knows nobody called ${choice.person}` };
  const [usual] = person.sites;
  if (choice.site === undefined) return { person, site: usual };
  const site = person.sites.find((gln) => gln === choice.site);
  return site === undefined ? { refusal: `${person.name} does not work at ${choice.site}` } : { person, site };
}
