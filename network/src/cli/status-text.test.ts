import { duration, statusLines } from './status-text';

const peer = { name: 'peer-pharmacy', pid: 42, ports: [8603], uptimeMs: 187_000, memoryBytes: 52e6, restarts: 1 };

describe('the status', () => {
  it('shows each process, the sum, and whether ledgers agree', () => {
    const lines = statusLines({
      name: 'local',
      supervisor: 7,
      processes: [peer, { ...peer, name: 'ca-pharmacy', pid: 43 }],
      channels: [
        { channel: 'supply', agree: true, members: [{ organisation: 'pharmacy', height: 9, hash: 'a' }] },
        { channel: 'care', agree: false, members: [{ organisation: 'clinic', height: undefined, hash: undefined }] },
      ],
    });
    expect(lines[0]).toBe('network local, supervised by process 7');
    expect(lines).toContainEqual(expect.stringMatching(/^peer-pharmacy +42 +3 min 07 s +50 MB +1 +8603$/));
    expect(lines).toContain('2 processes, 99 MB in all');
    expect(lines).toContain('supply: all agree (pharmacy 9)');
    expect(lines).toContain('care: DIFFER (clinic no answer)');
  });

  it('warns when nobody supervises, and says when nothing runs', () => {
    const alone = { name: 'local', supervisor: undefined, processes: [peer], channels: [] };
    expect(statusLines(alone)[0]).toContain('nothing restarts what dies');
    expect(statusLines({ ...alone, processes: [] })).toEqual(['network local: nothing runs']);
  });

  it.each([
    [900, '0 s'],
    [62_000, '1 min 02 s'],
    [3_723_000, '1 h 02 min'],
  ])('writes %i ms as %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});
