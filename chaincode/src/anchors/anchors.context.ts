/** The stores of the contract `Anchors`. */
import { type Head, headShape } from '@theriac/domain/anchors';
import { StateStore, TheriacContext } from '../ledger';

/** The context of a transaction of `Anchors`. */
export class AnchorsContext extends TheriacContext {
  get heads(): StateStore<Head> {
    return new StateStore(this, headShape, 'HEAD_NOT_FOUND');
  }
}
