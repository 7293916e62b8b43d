import { homedir } from 'node:os';
import { cacheFolder } from './cache-folder';

describe('the cache', () => {
  it.each([
    ['where THERIAC_CACHE says', cacheFolder({ THERIAC_CACHE: '/big/disk' }, 1000), '/big/disk'],
    ['below the home folder', cacheFolder({}, 1000), `${homedir()}/.cache/theriac`],
    [
      'below the home folder when THERIAC_CACHE is empty',
      cacheFolder({ THERIAC_CACHE: '' }, 1000),
      `${homedir()}/.cache/theriac`,
    ],
    ['where other users can read it, for root', cacheFolder({}, 0), '/var/cache/theriac'],
  ])('lies %s', (_case, folder, expected) => {
    expect(folder).toBe(expected);
  });
});
