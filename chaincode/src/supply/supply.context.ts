/** The stores of the contract `DrugSupply`. */
import {
  type Lot,
  lotShape,
  type Part,
  type PartManifest,
  partManifestShape,
  partShape,
  type PrefixAssignment,
  prefixAssignmentShape,
  type Product,
  productShape,
  type Receipt,
  receiptShape,
} from '@theriac/domain/supply';
import { StateStore, TheriacContext } from '../ledger';
import { PageStore } from './page-store';
import { BatchStore, OpenedRegistrationStore, PartOfLotStore, type RegistrationStores } from './registration-stores';

/** The context of a transaction of `DrugSupply`. */
export class SupplyContext extends TheriacContext implements RegistrationStores {
  get prefixes(): StateStore<PrefixAssignment> {
    return new StateStore(this, prefixAssignmentShape, 'PREFIX_NOT_ASSIGNED');
  }

  get products(): StateStore<Product> {
    return new StateStore(this, productShape, 'PRODUCT_NOT_FOUND');
  }

  get lots(): StateStore<Lot> {
    return new StateStore(this, lotShape, 'LOT_NOT_FOUND');
  }

  get parts(): StateStore<Part> {
    return new StateStore(this, partShape, 'PART_NOT_FOUND');
  }

  get manifests(): StateStore<PartManifest> {
    return new StateStore(this, partManifestShape, 'PART_NOT_FOUND');
  }

  get receipts(): StateStore<Receipt> {
    return new StateStore(this, receiptShape, 'PART_INCOMPLETE');
  }

  get pages(): PageStore {
    return new PageStore(this);
  }

  get openedRegistrations(): OpenedRegistrationStore {
    return new OpenedRegistrationStore(this);
  }

  get partsOfLots(): PartOfLotStore {
    return new PartOfLotStore(this);
  }

  get batches(): BatchStore {
    return new BatchStore(this);
  }
}
