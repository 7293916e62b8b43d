import { instantOf } from '../../ledger';
import type { ProvenanceStep } from './provenance.schema';
import { breaksIn, showProvenance } from './shown-provenance.rules';

const step = (event: string, organisation: string): ProvenanceStep => ({
  ...{ event, organisation, at: instantOf(0), transactionId: 't', block: 1, inside: [] },
});
const way = [
  step('PartSealed', 'manufacturer'),
  step('ContainersShipped', 'manufacturer'),
  step('ContainersReceived', 'distributor'),
  step('ContainersShipped', 'distributor'),
  step('ContainersReceived', 'pharmacy'),
];
const seen = (kind: 'pharmacy' | 'hospital' | 'distributor' | 'regulator', steps = way) =>
  showProvenance(steps, breaksIn(steps), 'manufacturer', { organisation: kind, kind });

describe('a pack’s way', () => {
  it.each([
    ['pharmacy', 'distributor'],
    ['distributor', 'manufacturer'],
    ['hospital', undefined],
  ] as const)('is told to the %s by its ends', (kind, seller) => {
    expect(seen(kind)).toEqual({ isUnbroken: true, breaks: [], maker: 'manufacturer', seller, steps: undefined });
  });

  it('is told to an inspector as a whole', () => {
    expect(seen('regulator').steps).toEqual(way);
  });

  it('is broken where the pack was away', () => {
    const away = [...way, step('ContainersLeft', 'pharmacy'), step('ContainersReadmitted', 'pharmacy')];
    expect(seen('pharmacy', away)).toMatchObject({ isUnbroken: false, breaks: ['away-from-network'] });
  });
});
