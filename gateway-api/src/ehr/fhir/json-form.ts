/** What FHIR asks of any JSON (R4, "JSON Representation"), before anything looks at what it says. */
import type { FieldFault } from '@theriac/domain/ledger';

/** Elements inside one another: no resource of care is nearly as deep, and what follows walks by recursion. */
const DEEPEST = 40;

/** The faults of a value's form: what is empty, and what is too deep to be looked at. */
export function formFaults(path: string, value: unknown): FieldFault[] {
  const faults: FieldFault[] = [];
  // A stack of its own: a value of a thousand levels must not end the process.
  const rest: [path: string, value: unknown, depth: number][] = [[path, value, 0]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [at, one, depth] = next;
    if (one === '') faults.push({ field: at, rule: 'must not be empty' });
    if (typeof one !== 'object' || one === null) continue;
    if (depth > DEEPEST) return [{ field: path, rule: `must not have more than ${DEEPEST} levels` }];
    const inner = innerOf(at, one);
    if (inner.length === 0) faults.push({ field: at, rule: 'must not be empty' });
    for (const [name, each] of inner) rest.push([name, each, depth + 1]);
  }
  return faults;
}

function innerOf(path: string, value: object): [string, unknown][] {
  if (Array.isArray(value)) return value.map((one: unknown, index) => [`${path}[${index}]`, one]);
  return Object.entries(value).map(([name, one]) => [elementPath(path, name), one]);
}

/** The path of an element; its name is the sender's text and is repeated only when it looks like a name. */
export function elementPath(path: string, name: string): string {
  return `${path}.${/^_?[A-Za-z]\w{0,39}$/.test(name) ? name : '(unknown)'}`;
}
