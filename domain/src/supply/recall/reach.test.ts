import { depthsReaching } from './reach';

it.each([
  ['distributor', ['wholesale', 'pharmacy', 'patient']],
  ['manufacturer', ['wholesale', 'pharmacy', 'patient']],
  ['pharmacy', ['pharmacy', 'patient']],
  ['hospital', ['pharmacy', 'patient']],
  ['regulator', []],
  ['insurer', []],
] as const)('a %s acts on recalls to %j', (kind, depths) => {
  expect(depthsReaching(kind)).toEqual(depths);
});
