/** Holds a gateway to the domain's one list of open routes: nothing else answers without a caller. */
import { isOpenRoute } from '@theriac/domain/access';
import type { OpenHandler } from './open-handlers';
import type { Route } from './route';

/**
 * Checks what a gateway is put together from.
 *
 * @throws Error when something would answer without a caller that is not listed, or asks for one although it is listed
 */
export function requireOneOpenList(open: readonly OpenHandler[], routes: readonly Route[]): void {
  const unlisted = open.filter(({ path }) => !isOpenRoute(path)).map(({ path }) => path);
  if (unlisted.length > 0)
    throw new Error(`answers without a caller, and is not on the list of open routes: ${unlisted.join(', ')}`);
  const guarded = routes.filter(({ shape }) => isOpenRoute(shape.path)).map(({ shape }) => shape.path);
  if (guarded.length > 0)
    throw new Error(`is on the list of open routes, and asks for a caller: ${guarded.join(', ')}`);
}
