/** The EPCIS query language as HTTP writes it: parameters become a typed query, or each that is wrong is named. */
import { BIZ_STEPS, DISPOSITIONS, ERROR_REASONS } from '@theriac/domain/epcis';
import { type FieldFault, invalidInput } from '@theriac/domain/ledger';
import { beginning, type EventQuery, named, type NameTest, type NumberTest, type TimeTest } from './event-filter';
import { CLASS_KINDS, EPC_KINDS, type EpcKind, type NameKind, pair } from './event-names';
import { nameOfEpc } from './epc-name';
import { anyOf, matchClasses, matchEpcs, matchPlaces } from './match-epc';
import { readOrder } from './order-parameters';
import { ParameterFault } from './parameter-fault';
import {
  boolean,
  extensionField,
  instant,
  list,
  momentOf,
  numbers,
  oneOf,
  uris,
  word,
  words,
} from './parameter-values';
import { SENSOR_ATTRIBUTES } from './names-of-event';

/** What one parameter asks for. */
interface Part {
  readonly names?: readonly NameTest[];
  readonly times?: readonly TimeTest[];
  readonly numbers?: readonly NumberTest[];
}
type Read = (value: string, name: string) => Part;

/** The five events of EPCIS 2.0. */
export const EVENT_TYPES: readonly string[] = [
  ...['AggregationEvent', 'AssociationEvent', 'ObjectEvent', 'TransactionEvent', 'TransformationEvent'],
];

const ACTIONS = ['ADD', 'OBSERVE', 'DELETE'];

const equals =
  (kind: NameKind, values: (value: string) => readonly string[]): Read =>
  (value) => ({ names: [named(kind, { names: values(value) })] });
const epcs =
  (kinds: readonly EpcKind[]): Read =>
  (value) => ({ names: [anyOf(matchEpcs(kinds, list(value)))] });
const classes =
  (kinds: readonly NameKind[]): Read =>
  (value) => ({ names: [anyOf(matchClasses(kinds, list(value)))] });
const places =
  (kind: NameKind, withDescendants: boolean): Read =>
  (value) => ({ names: [anyOf(matchPlaces(kind, list(value), withDescendants))] });
const exists =
  (kind: NameKind, stem = ''): Read =>
  (value) => {
    // The standard gives it no value.
    if (value !== '' && value !== 'true') throw new ParameterFault('must have no value');
    return { names: [named(kind, { ranges: [beginning(stem)] })] };
  };
const time =
  (of: TimeTest['time'], is: TimeTest['is']): Read =>
  (value) => ({ times: [{ time: of, is, moment: momentOf(value) }] });
/** Moments in the index are texts that compare as they do. */
const namedTime =
  (kind: NameKind, stem: string, is: TimeTest['is']): Read =>
  (value) => {
    const all = beginning(stem);
    const moment = `${stem}${instant(value)}`;
    const range = is === 'from' ? { from: moment, before: all.before } : { from: all.from, before: moment };
    return { names: [named(kind, { ranges: [range] })] };
  };
const sensor = (attribute: string): Read =>
  equals('sensor', (value) => {
    const values = attribute === 'booleanValue' ? [boolean(value)] : list(value);
    return values.map((each) => pair(attribute, attribute === 'type' ? word('type', each) : each));
  });

/** The parameters whose names are fixed. */
const FIXED: Readonly<Record<string, Read>> = {
  eventType: equals('type', (value) => oneOf(EVENT_TYPES, value)),
  GE_eventTime: time('eventTime', 'from'),
  LT_eventTime: time('eventTime', 'before'),
  GE_recordTime: time('recordTime', 'from'),
  LT_recordTime: time('recordTime', 'before'),
  EQ_action: equals('action', (value) => oneOf(ACTIONS, value)),
  EQ_bizStep: equals('bizStep', words(BIZ_STEPS)),
  EQ_disposition: equals('disposition', words(DISPOSITIONS)),
  EQ_persistentDisposition_set: equals('setDisposition', words(DISPOSITIONS)),
  EQ_persistentDisposition_unset: equals('unsetDisposition', words(DISPOSITIONS)),
  EQ_readPoint: places('readPoint', false),
  WD_readPoint: places('readPoint', true),
  EQ_bizLocation: places('bizLocation', false),
  WD_bizLocation: places('bizLocation', true),
  EQ_eventID: equals('eventID', list),
  EQ_transformationID: equals('transformationID', list),
  MATCH_epc: epcs(['epc', 'childEPC']),
  MATCH_parentID: epcs(['parentID']),
  MATCH_inputEPC: epcs(['inputEPC']),
  MATCH_outputEPC: epcs(['outputEPC']),
  MATCH_anyEPC: epcs(EPC_KINDS),
  MATCH_epcClass: classes(['epcClass', 'childEPCClass']),
  MATCH_inputEPCClass: classes(['inputEPCClass']),
  MATCH_outputEPCClass: classes(['outputEPCClass']),
  MATCH_anyEPCClass: classes(CLASS_KINDS),
  EXISTS_errorDeclaration: exists('errorDeclaration'),
  GE_errorDeclarationTime: namedTime('errorDeclaration', '', 'from'),
  LT_errorDeclarationTime: namedTime('errorDeclaration', '', 'before'),
  EQ_errorReason: equals('errorReason', words(ERROR_REASONS)),
  EQ_correctiveEventID: equals('correctiveEventID', list),
  EXISTS_sensorElementList: exists('sensor'),
  ...Object.fromEntries(SENSOR_ATTRIBUTES.map((attribute) => [`EQ_${attribute}`, sensor(attribute)])),
  ...Object.fromEntries(
    (['time', 'startTime', 'endTime'] as const).flatMap((attribute) => [
      [`GE_${attribute}`, namedTime('sensor', pair(attribute, ''), 'from')],
      [`LT_${attribute}`, namedTime('sensor', pair(attribute, ''), 'before')],
    ]),
  ),
};

const COMPARISONS = { EQ: '==', GT: '>', GE: '>=', LT: '<', LE: '<=' } as const;

/** The parameters that have a part of their name open. */
const OPEN: readonly (readonly [RegExp, (parts: readonly string[]) => Read])[] = [
  [
    /^EQ_bizTransaction_(.+)$/,
    ([type = '']) =>
      equals('bizTransaction', (value) => list(value).map((each) => pair(word('transaction', type), each))),
  ],
  [
    /^EQ_(source|destination)_(.+)$/,
    ([kind = 'source', type = '']) =>
      equals(kind as 'source', (value) => uris(value).map((each) => pair(word('party', type), nameOfEpc(each)))),
  ],
  [
    /^(EQ|GT|GE|LT|LE)_(quantity|value|minValue|maxValue|meanValue|sDev|percRank|percValue)(?:_([A-Z0-9]{2,3}))?$/,
    ([comparison = 'EQ', field = '', uom]) =>
      (value) => ({
        numbers: [
          {
            of: field === 'quantity' ? 'quantity' : 'sensor',
            ...{ field, uom, comparison: COMPARISONS[comparison as 'EQ'], numbers: numbers(value) },
          },
        ],
      }),
  ],
  [/^EXISTS_ILMD_(.+)$/, ([field = '']) => exists('ilmd', pair(extensionField(field), ''))],
  [
    /^EQ_ILMD_(.+)$/,
    ([field = '']) => equals('ilmd', (value) => list(value).map((each) => pair(extensionField(field), each))),
  ],
  [/^EXISTS_(.+[:#].+)$/, ([field = '']) => exists('extension', pair(extensionField(field), ''))],
  [
    /^EQ_(.+[:#].+)$/,
    ([field = '']) => equals('extension', (value) => list(value).map((each) => pair(extensionField(field), each))),
  ],
];

/** The names of the parameters that are fixed, and of some that are open, for the API's description. */
export const KNOWN_PARAMETERS: readonly string[] = [
  ...Object.keys(FIXED),
  ...['EQ_bizTransaction_po', 'EQ_source_owning_party', 'EQ_destination_owning_party', 'EQ_quantity', 'GE_value_CEL'],
  ...['EQ_ILMD_cbvmda:lotNumber', 'EXISTS_ILMD_cbvmda:itemExpirationDate'],
];

/**
 * Reads a query.
 *
 * @param parameters each once, as HTTP decoded them
 * @throws LedgerError INVALID_INPUT naming each parameter that is unknown or malformed
 */
export function readQuery(parameters: Readonly<Record<string, string>>): EventQuery {
  const faults: FieldFault[] = [];
  const attempt = <T>(field: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ParameterFault)) throw error;
      faults.push({ field, rule: error.rule });
      return undefined;
    }
  };
  const { order, nextPageToken, others } = readOrder(parameters, attempt);
  const parts = Object.entries(others).map(([name, value]) => attempt(name, () => readerOf(name)(value, name)) ?? {});
  if (faults.length > 0) throw invalidInput(faults);
  return {
    filter: {
      names: parts.flatMap((part) => part.names ?? []),
      times: parts.flatMap((part) => part.times ?? []),
      numbers: parts.flatMap((part) => part.numbers ?? []),
    },
    ...{ order, nextPageToken },
  };
}

/**
 * Reads one value, such as a part of a path.
 *
 * @throws LedgerError INVALID_INPUT naming it
 */
export function attempted<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParameterFault) throw invalidInput([{ field, rule: error.rule }]);
    throw error;
  }
}

function readerOf(name: string): Read {
  const fixed = Object.hasOwn(FIXED, name) ? FIXED[name] : undefined;
  if (fixed !== undefined) return fixed;
  for (const [pattern, make] of OPEN) {
    const match = pattern.exec(name);
    if (match !== null) return make(match.slice(1));
  }
  throw new ParameterFault('is no parameter of this query');
}
