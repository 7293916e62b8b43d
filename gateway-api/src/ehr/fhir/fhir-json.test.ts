import { problemOf } from '../../http/problem';
import { invalidInput, LedgerError } from '@theriac/domain/ledger';
import { outcomeOf } from './fhir-json';

const dress = outcomeOf('Consent');
const written = (error: unknown) => dress(problemOf(error, 'r-1').problem);

it('has an issue for each fault, with its path', () => {
  const faults = [
    { field: 'provision.actor[0]', rule: 'names no member' },
    { field: 'If-Match', rule: 'must name the version' },
  ];
  expect(written(invalidInput(faults, 'CONSENT_NOT_ENFORCEABLE'))).toEqual({
    ...{ resourceType: 'OperationOutcome', id: 'r-1' },
    issue: [
      {
        ...{ severity: 'error', code: 'invalid', diagnostics: 'provision.actor[0] names no member' },
        details: { coding: [{ system: 'urn:theriac:problem', code: 'CONSENT_NOT_ENFORCEABLE' }] },
        expression: ['Consent.provision.actor[0]'],
      },
      expect.not.objectContaining({ expression: expect.anything() }),
    ],
  });
});

it('says what is wrong in this API’s word when no field is at fault, and nothing of what nobody foresaw', () => {
  expect(written(new LedgerError('CONSENT_NOT_FOUND', 'none stands'))).toMatchObject({
    issue: [{ code: 'not-found', diagnostics: 'none stands', details: { coding: [{ code: 'CONSENT_NOT_FOUND' }] } }],
  });
  expect(written(new Error('secret'))).toMatchObject({ issue: [{ severity: 'fatal', code: 'exception' }] });
  expect(JSON.stringify(written(new Error('secret')))).not.toContain('secret');
});
