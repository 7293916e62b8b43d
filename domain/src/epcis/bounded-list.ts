/** Lists of a hostile length: a list with a million wrong elements is refused after the first few. */
import { z } from 'zod';
import { expected } from '../ledger/expected';

/** How many wrong elements of one list are named. */
const MOST_FAULTS = 10;

/** An array whose every element keeps the schema; checking stops after a few that do not. */
export function listOf<T>(element: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(z.unknown(), expected('a list')).transform((items, context) => {
    const parsed: T[] = [];
    let faults = 0;
    for (let index = 0; index < items.length && faults < MOST_FAULTS; index += 1) {
      const result = element.safeParse(items[index]);
      if (result.success) parsed.push(result.data);
      else {
        faults += 1;
        for (const issue of result.error.issues.slice(0, MOST_FAULTS)) {
          context.addIssue({ code: 'custom', path: [index, ...issue.path], message: messageOf(issue) });
        }
      }
    }
    return parsed;
  });
}

/** As {@link listOf}, and not empty. */
export function filledListOf<T>(element: z.ZodType<T>): z.ZodType<T[]> {
  return listOf(element).refine((list) => list.length > 0, 'must not be empty');
}

/** An issue's rule; an unknown field is named, since its path is its parent's. */
export function messageOf(issue: { message: string; code?: string | undefined; keys?: string[] | undefined }): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  const [first = '', ...more] = issue.keys ?? [];
  return `has an unknown field ${nameOf(first)}${more.length > 0 ? ` and ${more.length} more` : ''}`;
}

/** A name as far as it is safe to show: a hostile one may be long, or hold anything. */
function nameOf(key: string): string {
  return /^[\w:.() -]{1,60}$/.test(key) ? key : '(not shown)';
}
