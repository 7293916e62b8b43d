/** Which things resources are of: tables of what several systems told, in the order in which it came. */
import { KnownThings, type ResourceNames } from './record-matching';

/** Such as `a/1 x y`: system `a` tells its id 1 with identifiers x and y; `a/ x` has no id there. */
const namesOf = (told: string): ResourceNames => {
  const [own = '', ...business] = told.split(' ');
  const [system = '', id = ''] = own.split('/');
  return { system, own: id === '' ? undefined : own, business };
};

const thingsOf = (...told: string[]): string[] => {
  const known = new KnownThings();
  let drawn = 0;
  const found = told.map((one) => known.identify(namesOf(one), () => `t${(drawn += 1)}`).thing);
  return found.map((thing) => known.standingFor(thing));
};

describe('a resource is of', () => {
  it.each([
    ['a thing of its own, when nothing else has its names', ['a/1 x', 'b/1 y'], ['t1', 't2']],
    ['the thing that its system told under the same id', ['a/1', 'a/1', 'b/1'], ['t1', 't1', 't2']],
    ['the thing that another system told with the same identifier', ['a/1 x', 'b/9 x'], ['t1', 't1']],
    ['the thing of any identifier', ['a/1 x y', 'b/9 y z', 'c/5 z'], ['t1', 't1', 't1']],
    ['another thing, when its own system has an id for that one', ['a/1 x', 'a/2 x'], ['t1', 't2']],
    ['another thing, when another system tells two', ['a/1 x', 'b/7 x', 'b/8 x'], ['t1', 't1', 't2']],
    ['a new thing, when it is unclear which is meant', ['a/1 x', 'a/2 x', 'b/7 x'], ['t1', 't2', 't3']],
    [
      'its known thing, when it is unclear which other is meant',
      ['b/7', 'a/1 x', 'a/2 x', 'b/7 x'],
      ['t1', 't2', 't3', 't1'],
    ],
    ['one thing with two that it shows to be the same', ['a/1 x', 'b/7 y', 'c/4 x y'], ['t1', 't1', 't1']],
    ['one thing, when its system adds an identifier later', ['a/1 x', 'b/7 y', 'b/7 y x'], ['t2', 't2', 't2']],
    ['the thing of its identifier, without an id in its system', ['a/1 x', 'b/ x', 'a/ x'], ['t1', 't1', 't1']],
    ['a thing of its own, without any name', ['a/', 'a/'], ['t1', 't2']],
  ])('%s', (_, told, things) => {
    expect(thingsOf(...told)).toEqual(things);
  });
});
