import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { writeSettings } from './settings-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-settings-'));
  writeFileSync(
    join(folder, 'core.yaml'),
    'peer:\n  id: jdoe\n  # chaincodeAddress: here\n  gossip:\n    pullInterval: 4s\n',
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const written = (settings: Record<string, unknown>): unknown => {
  writeSettings(folder, 'core.yaml', join(folder, 'out'), settings);
  return parse(readFileSync(join(folder, 'out', 'core.yaml'), 'utf8'));
};

describe('a configuration file', () => {
  it('is the sample with our settings laid over it, for its owner only', () => {
    expect(written({ 'peer.gossip.pullInterval': '1s', 'peer.chaincodeAddress': 'there' })).toEqual({
      peer: { id: 'jdoe', chaincodeAddress: 'there', gossip: { pullInterval: '1s' } },
    });
    expect(statSync(join(folder, 'out', 'core.yaml')).mode & 0o077).toBe(0);
  });

  it.each(['peer.gossip.pullIntervall', 'peers.id', 'peer.gossip.election.leaderAliveThreshold'])(
    'refuses %s, which this release would ignore silently',
    (name) => {
      expect(() => written({ [name]: '1s' })).toThrow(`no setting ${name}`);
    },
  );
});
