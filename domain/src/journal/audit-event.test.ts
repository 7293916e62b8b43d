/** What FHIR and IHE BALP ask of an AuditEvent, of every kind of entry. */
import { auditEventOf } from './audit-event';
import type { JournalDraft } from './entry.schema';
import { aChain, aDraft, ANA } from './fixtures/drafts';
import { r4AuditEventSchema } from './fixtures/r4-audit-event';

const shown = (draft: JournalDraft, isErased = false) => {
  const [chained] = aChain(draft);
  return { organisation: 'hospital', entry: chained!.entry, personal: isErased ? undefined : chained!.personal };
};
const eventOf = (more: Partial<JournalDraft> = {}, isErased = false) => {
  const event = auditEventOf(shown(aDraft(more), isErased));
  if (event === undefined) throw new Error('there is none');
  return event;
};
const refusal = {
  kind: 'refusal',
  outcome: 'refused',
  what: { session: '5'.repeat(32), reason: 'NO_CONSENT' },
} as const;
const permission = { kind: 'permission', what: { session: '5'.repeat(32) } } as const;

const agentsOf = ({ agent }: ReturnType<typeof eventOf>) =>
  Object.fromEntries(agent.map((one) => [one.type.coding[0]!.code, one]));
const entitiesOf = ({ entity }: ReturnType<typeof eventOf>) =>
  Object.fromEntries(entity.map((one) => [one.type.code, one]));

describe('an AuditEvent', () => {
  it.each([
    ['a read', {}],
    ['a read without session, kinds or purpose', { what: {}, purpose: undefined, transactionId: undefined }],
    ['an emergency', { kind: 'emergency', purpose: 'BTG' }],
    ['a release', { kind: 'release' }],
    ['a read that failed', { outcome: 'failed' }],
    ['a patient’s own read', { by: { organisation: 'clinic', role: 'patient', name: 'c'.repeat(32) } }],
    ['a permission', permission],
    ['a refusal', refusal],
  ] as [string, Partial<JournalDraft>][])('of %s is one of FHIR R4, known or erased', (_, more) => {
    const defined = Object.fromEntries(Object.entries(aDraft(more)).filter(([, value]) => value !== undefined));
    for (const isErased of [false, true]) {
      const event = auditEventOf(shown(defined as unknown as JournalDraft, isErased));
      expect(r4AuditEventSchema.safeParse(event).error).toBeUndefined();
    }
  });

  it.each(['import', 'erasure'] as const)('is not made of an %s', (kind) => {
    expect(auditEventOf(shown(aDraft({ kind })))).toBeUndefined();
  });
});

describe('a read, by BALP', () => {
  it('says what was read, of whom, and in which transaction', () => {
    const event = eventOf();
    expect(event).toMatchObject({
      meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead'] },
      type: { code: 'rest' },
      subtype: [{ code: 'read' }],
      ...{ action: 'R', recorded: '2026-11-22T08:00:00.000Z', outcome: '0' },
      source: { site: 'hospital' },
    });
    expect(entitiesOf(event)).toMatchObject({
      1: { what: { reference: `Patient/${ANA}` }, role: { code: '1' } },
      2: {
        role: { code: '4' },
        detail: [
          { type: 'kind', valueString: 'Observation' },
          { type: 'count', valueString: '3' },
        ],
      },
      XrequestId: { what: { identifier: { value: 'f'.repeat(64) } } },
    });
  });

  it('names reader and custodian, and the person by pseudonym, role and purpose alone', () => {
    const agents = agentsOf(eventOf());
    expect(agents).toMatchObject({
      110152: { who: { identifier: { value: 'hospital' } }, requestor: false, network: { type: '5' } },
      110153: { who: { identifier: { value: 'clinic' } }, requestor: false, network: { type: '5' } },
      IRCP: {
        who: { identifier: { system: 'urn:theriac:person', value: `hospital/${'0'.repeat(32)}` } },
        ...{ requestor: true, role: [{ text: 'physician' }], purposeOfUse: [{ coding: [{ code: 'TREAT' }] }] },
      },
    });
    expect(agents.IRCP!.network).toBeUndefined();
  });

  it('of the custodian’s own record has the custodian on both sides', () => {
    expect(agentsOf(eventOf({ what: { count: 1 } }))[110153]).toMatchObject({
      who: { identifier: { value: 'hospital' } },
    });
  });

  it('that failed claims no profile, which BALP has for success only', () => {
    const event = eventOf({ outcome: 'failed' });
    expect(event.outcome).toBe('8');
    expect(event.meta).toBeUndefined();
  });
});

describe('a decision, by BALP', () => {
  it.each([
    ['a permission', permission, '0', undefined],
    ['a refusal', refusal, '8', 'NO_CONSENT'],
  ] as const)('%s has its outcome, and why', (_, more, outcome, outcomeDesc) => {
    const event = eventOf(more);
    expect(event).toMatchObject({
      meta: { profile: ['https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.AuthZconsent'] },
      ...{ type: { code: '110113' }, subtype: [{ code: 'AuthZ-Consent' }], action: 'E', outcome },
    });
    expect(event.outcomeDesc).toBe(outcomeDesc);
  });

  it('has client, user, organisation and authoriser, who is also who recorded it', () => {
    const event = eventOf(refusal);
    const agents = agentsOf(event);
    expect(Object.keys(agents).sort()).toEqual(['110150', 'IRCP', 'PROV', 'authserver']);
    expect(agents.authserver!.who).toEqual(event.source.observer);
    expect(agents.IRCP).toMatchObject({ requestor: true, policy: [`urn:theriac:session:${'5'.repeat(32)}`] });
    expect(event.agent.filter(({ requestor }) => requestor)).toHaveLength(1);
  });

  it('has the patient and the consents that were decided over, and no other entity, since the list is closed', () => {
    expect(Object.keys(entitiesOf(eventOf(permission))).sort()).toEqual(['1', 'Consent']);
  });
});

describe('an erased entry', () => {
  it.each([
    ['a read', {}],
    ['a refusal', refusal],
    ['a patient’s own read', { by: { organisation: 'clinic', role: 'patient', name: 'c'.repeat(32) } }],
  ] as [string, Partial<JournalDraft>][])('of %s names neither the patient nor who they are', (_, more) => {
    const written = JSON.stringify(eventOf(more, true));
    expect(written).not.toContain(ANA);
    expect(written).not.toContain('c'.repeat(32));
    expect(written).toContain('erased');
  });
});
