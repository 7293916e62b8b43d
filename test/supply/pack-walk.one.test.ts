/** One half of the random walk over packs; see `walk-on-test-ledger.ts`. */
import { itWalks } from '../fixtures/pack-walk/walk-on-test-ledger';

itWalks(1_624_293_530);
