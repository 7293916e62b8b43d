import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateLayout } from '../native/state-layout';
import { ChannelBirth, ChannelDiffersError } from './channel-birth';

let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'theriac-birth-'));
});

afterEach(() => {
  rmSync(state, { recursive: true, force: true });
});

function birthIn(folder: string, members: readonly string[]): ChannelBirth {
  const layout = new StateLayout(join(state, folder));
  mkdirSync(layout.genesis, { recursive: true });
  return new ChannelBirth(layout, 'care', { members, mspFolder: join(layout.state, 'msp') });
}

it('goes on with a channel that was born so, also where the state was moved to', () => {
  birthIn('here', ['hospital']).record();
  expect(() => {
    birthIn('here', ['hospital']).requireSame();
  }).not.toThrow();
  renameSync(join(state, 'here'), join(state, 'there'));
  expect(() => {
    birthIn('there', ['hospital']).requireSame();
  }).not.toThrow();
});

it.each([
  ['has another member', ['hospital']],
  ['was made before births were recorded', undefined],
])('names the channel that %s, and what to do', (_, before) => {
  if (before !== undefined) birthIn('here', before).record();
  const start = (): void => {
    birthIn('here', ['hospital', 'clinic']).requireSame();
  };
  expect(start).toThrow(ChannelDiffersError);
  expect(start).toThrow(/channel care .* npm run reset/);
});
