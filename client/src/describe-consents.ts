/** A patient's consents in words, for people. */
import type { ShownActor, ShownConsent, ShownPeriod, ShownProvision } from './consents';
import type { ShownConsents } from './shown';

/** HL7 v3 ActReason in words. */
const PURPOSES: Readonly<Record<string, string>> = {
  BTG: 'an emergency',
  HOPERAT: 'running the service',
  HPAYMT: 'payment',
  HRESCH: 'research',
  TREAT: 'treatment',
};

/** HL7's security labels in words. */
const LABELS: Readonly<Record<string, string>> = {
  N: 'normal',
  R: 'restricted',
  ETH: 'substance abuse',
  ETHUD: 'alcohol use',
  HIV: 'HIV',
  OPIOIDUD: 'opioid use',
  PSY: 'psychiatry',
  SDV: 'violence',
};

/** Readable lines of consents that would stand. */
export function describeConsents({ transaction, patient, sequence, consents }: ShownConsents): string[] {
  const none = consents.length === 0 ? ['  none: nobody else is permitted anything'] : [];
  return [
    `Sign that of patient ${patient} these consents stand, and no others (change ${sequence}, for ${transaction}):`,
    ...none,
    ...consents.flatMap(describeConsent),
  ];
}

function describeConsent({ consent, version, givenAt, rule, exception }: ShownConsent): string[] {
  const given = givenAt === undefined ? '' : `, given ${givenAt}`;
  return [
    `  ${consent}, version ${version}${given}: ${sentenceOf(rule)}`,
    ...(exception === undefined ? [] : [`    but ${sentenceOf(exception)}`]),
  ];
}

/** Such as `permits hospital, for treatment, to read Observation`. */
function sentenceOf(provision: ShownProvision): string {
  const { type, actors, purposes, types, categories, labels, data, period, dataPeriod } = provision;
  const parts = [
    `${type === 'permit' ? 'permits' : 'denies'} ${actors === undefined ? 'everybody' : list(actors.map(actorText))}`,
    purposes && `for ${list(purposes.map((code) => PURPOSES[code] ?? code))}`,
    types && `kinds of data: ${list(types)}`,
    categories && `categories: ${list(categories.map(({ system, code }) => `${code} of ${system}`))}`,
    labels && `sensitivity: ${list(labels.map((code) => LABELS[code] ?? code))}`,
    data && `data: ${list(data.map(dataText))}`,
    dataPeriod && `data ${periodText(dataPeriod)}`,
    period && `in force ${periodText(period)}`,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

function actorText({ organisation, role, person }: ShownActor): string {
  if (person !== undefined) return `the person ${person} of ${organisation ?? '?'}`;
  if (role === undefined) return `everybody at ${organisation ?? '?'}`;
  return organisation === undefined ? `every ${role}` : `every ${role} at ${organisation}`;
}

function dataText(entry: Readonly<Record<string, string>>): string {
  return Object.entries(entry)
    .map(([meaning, value]) => (meaning === 'authoredBy' ? `written at ${value}` : `${meaning} ${value}`))
    .join(', ');
}

function periodText({ start, end }: ShownPeriod): string {
  return [start && `from ${start}`, end && `until ${end}`].filter(Boolean).join(' ');
}

function list(texts: readonly string[]): string {
  return texts.join(' or ');
}
