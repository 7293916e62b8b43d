import { isRecentEnough, parseGoVersion } from './go-version';

describe('the Go release', () => {
  it.each([
    ['go version go1.26.8 linux/amd64', { name: 'go1.26.8', major: 1, minor: 26 }],
    ['go version go1.25 darwin/arm64', { name: 'go1.25', major: 1, minor: 25 }],
    ['go version go1.25rc2 linux/amd64', { name: 'go1.25rc2', major: 1, minor: 25 }],
    ['go version devel go1.27-3fd2a8 Tue Nov 3 linux/amd64', { name: 'go1.27-3fd2a8', major: 1, minor: 27 }],
    ['go version go1.26.8 (Red Hat 1.26.8-1.el10) linux/amd64', { name: 'go1.26.8', major: 1, minor: 26 }],
  ])('is read from %s', (line, version) => {
    expect(parseGoVersion(line)).toEqual(version);
  });

  it('is unknown in another text', () => {
    expect(parseGoVersion('gccgo (Debian 14.2.0) 14.2.0')).toBeUndefined();
  });

  it.each([
    ['go1.24.13', 1, 24, false],
    ['go1.25.0', 1, 25, true],
    ['go1.100.0', 1, 100, true],
    ['go2.0.0', 2, 0, true],
  ])('%s, major %i, minor %i, serves: %s', (name, major, minor, serves) => {
    expect(isRecentEnough({ name, major, minor })).toBe(serves);
  });
});
