import { LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import { readPrivateCommand, type Sent } from './private-command';

const schema = z.strictObject({ name: z.string().max(20), period: z.strictObject({ end: z.iso.date() }).optional() });

const sent = (transient: Readonly<Record<string, Uint8Array>>, ...args: string[]): Sent => ({
  getStringArgs: () => ['EhrAccess:GiveConsent', ...args],
  getTransient: () => new Map(Object.entries(transient)),
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof LedgerError) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a private command', () => {
  it('is the transient value `command`', () => {
    const command = Buffer.from('{"name":"Ana Bergström"}');
    expect(readPrivateCommand(sent({ command }), schema)).toEqual({ name: 'Ana Bergström' });
  });

  const command = Buffer.from('{"name":"Ana"}');
  it.each<[string, Sent, string]>([
    ['that is missing', sent({}), '(transient): must hold the value command'],
    ['beside another value', sent({ command, ana: command }), '(transient): must hold no value but command'],
    ['with an argument', sent({ command }, '{"name":"Ana"}'), '(body): must be sent as transient data alone'],
    ['with an empty argument', sent({ command }, ''), '(body): must be sent as transient data alone'],
    ['that is no JSON', sent({ command: Buffer.from('{"name":Ana') }), '(body): must be JSON'],
    ['that is no UTF-8', sent({ command: Buffer.from([0xff, 0xfe]) }), '(body): must be UTF-8'],
    ['that breaks a rule', sent({ command: Buffer.from('{"name":"Ana","period":{"end":"Ana"}}') }), 'period.end: '],
    ['with an unknown field', sent({ command: Buffer.from('{"name":"","Ana":1}') }), '(unknown): is not a known field'],
  ])('%s is refused, with the field and no value', (_, asked, told) => {
    const message = messageOf(() => readPrivateCommand(asked, schema));
    expect(message).toContain(`INVALID_INPUT: ${told}`);
    expect(message).not.toMatch(/ana/i);
  });
});
