/** The Core Business Vocabulary 2.0: its words, and the three spellings of each (bare word, URN, web address). */

/** A list of the vocabulary. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  /** What stands before the word in its other spellings. */
  readonly spellings: readonly string[];
}

const CBV_WEB = 'https://ref.gs1.org/cbv/';

/** Business steps: what was being done. */
export const BIZ_STEPS = vocabulary(
  ['urn:epcglobal:cbv:bizstep:', `${CBV_WEB}BizStep-`, 'cbv:BizStep-'],
  `accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
  decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing
  killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling
  sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
  void_shipping`,
);

/** Dispositions: the condition that the objects are in afterwards. */
export const DISPOSITIONS = vocabulary(
  ['urn:epcglobal:cbv:disp:', `${CBV_WEB}Disp-`, 'cbv:Disp-'],
  `active available completeness_inferred completeness_verified conformant container_closed container_open damaged
  destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
  mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled
  reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown`,
);

/** Types of business transactions: the papers behind an event. */
export const TRANSACTION_TYPES = vocabulary(
  ['urn:epcglobal:cbv:btt:', `${CBV_WEB}BTT-`, 'cbv:BTT-'],
  'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt',
);

/** Types of sources and destinations. */
export const PARTY_TYPES = vocabulary(
  ['urn:epcglobal:cbv:sdt:', `${CBV_WEB}SDT-`, 'cbv:SDT-'],
  'owning_party possessing_party location',
);

/** Why an earlier event is declared wrong. */
export const ERROR_REASONS = vocabulary(
  ['urn:epcglobal:cbv:er:', `${CBV_WEB}ER-`, 'cbv:ER-'],
  'did_not_occur incorrect_data',
);

/** Components of a sensor's vector. */
export const COMPONENTS = vocabulary(
  ['urn:epcglobal:cbv:component:', `${CBV_WEB}Comp-`, 'cbv:Comp-'],
  `x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude longitude
  altitude`,
);

/** What a sensor measures. */
export const MEASUREMENTS = vocabulary(
  ['https://gs1.org/voc/', 'gs1:'],
  `AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance AmountOfSubstancePerUnitVolume
  Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance Conductivity Count Density
  Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity
  ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length
  LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass
  MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power
  Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume
  Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
  VolumetricFlux Wavenumber`,
);

/** What a sensor warns of. */
export const ALERTS = vocabulary(['https://gs1.org/voc/', 'gs1:'], 'ALARM_CONDITION ERROR_CONDITION');

/** A word of the vocabulary in its bare spelling; any other text as it is. */
export function bareWord({ words, spellings }: Vocabulary, text: string): string {
  const spelling = spellings.find((each) => text.startsWith(each));
  const word = spelling === undefined ? text : text.slice(spelling.length);
  return words.has(word) ? word : text;
}

function vocabulary(spellings: readonly string[], words: string): Vocabulary {
  return { words: new Set(words.split(/\s+/)), spellings };
}
