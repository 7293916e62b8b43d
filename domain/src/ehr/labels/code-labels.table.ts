/**
 * Which codes make a resource sensitive: a starter set, that a custodian extends by its setting. It holds only rows whose
 * meaning its terminology states; where one may also mean less (an antidepressant against pain), the label stays.
 */
import { ATC, ICD_10, LOINC, SNOMED_CT } from '../fhir';
import type { Sensitivity } from '../item';

/** Codes of one system that tell of the same matter. */
export interface CodeRow {
  readonly system: string;
  /** Whole codes, or what their codes begin with. ICD-10 without dots. */
  readonly codes: readonly string[];
  readonly isPrefix: boolean;
  readonly sensitivities: readonly Sensitivity[];
}

const prefixes =
  (system: string) =>
  (codes: readonly string[], ...sensitivities: Sensitivity[]): CodeRow => ({
    ...{ system, codes, sensitivities, isPrefix: true },
  });
const exact =
  (system: string) =>
  (codes: readonly string[], ...sensitivities: Sensitivity[]): CodeRow => ({
    ...{ system, codes, sensitivities, isPrefix: false },
  });
const [icd, atc, snomed, loinc] = [prefixes(ICD_10), prefixes(ATC), exact(SNOMED_CT), exact(LOINC)];

/** `F20` to `F99` and such. */
const block = (letter: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, at) => letter + String(first + at).padStart(2, '0'));

/** WHO, ICD-10 (2019); those marked CM stand in the US modification only. */
const ICD_10_ROWS: readonly CodeRow[] = [
  // V, F10-F19: mental and behavioural disorders due to psychoactive substance use; F10 alcohol, F11 opioids.
  icd(['F10'], 'ETHUD'),
  icd(['F11'], 'OPIOIDUD'),
  icd(block('F', 12, 19), 'ETH'),
  // XI, K70 alcoholic liver disease. XXI, Z50.2 alcohol rehabilitation, Z71.4 alcohol counselling, Z72.1 alcohol use.
  icd(['K70', 'Z502', 'Z714', 'Z721'], 'ETHUD'),
  // XXI, Z50.3 drug rehabilitation, Z71.5 drug abuse counselling, Z72.2 drug use.
  icd(['Z503', 'Z715', 'Z722'], 'ETH'),
  // XIX, T40.1 poisoning by heroin.
  icd(['T401'], 'OPIOIDUD'),
  // V, the other blocks: organic, psychotic, affective, neurotic disorders, and so on to F99.
  icd([...block('F', 0, 9), ...block('F', 20, 99)], 'PSY'),
  // XX, X60-X84 intentional self-harm. CM: R45.851 suicidal ideations, T14.91 suicide attempt.
  icd([...block('X', 60, 84), 'R45851', 'T1491'], 'PSY'),
  // I, B20-B24 HIV disease. XXI, Z21 asymptomatic HIV infection. XVIII, R75 laboratory evidence of HIV.
  icd([...block('B', 20, 24), 'Z21', 'R75'], 'HIV'),
  // V, F02.4 dementia in HIV disease. XV, O98.7 HIV disease complicating pregnancy.
  icd(['F024', 'O987'], 'HIV'),
  // XXI, Z11.4 special screening for HIV, Z20.6 contact with and exposure to HIV, Z71.7 HIV counselling.
  icd(['Z114', 'Z206', 'Z717'], 'HIV'),
  // XIX, T74 maltreatment syndromes (T74.2 sexual abuse). XX, Y05 sexual assault, Y06 neglect, Y07 other maltreatment.
  icd(['T74', 'Y05', 'Y06', 'Y07'], 'SDV'),
  // XXI, Z04.4 examination following alleged rape, Z61.4 to Z61.6 alleged abuse of a child.
  icd(['Z044', 'Z614', 'Z615', 'Z616'], 'SDV'),
  // CM: T76 suspected abuse, Z69 encounter for services for victims and perpetrators of abuse.
  icd(['T76', 'Z69'], 'SDV'),
];

/** WHO Collaborating Centre for Drug Statistics Methodology, ATC index. */
const ATC_ROWS: readonly CodeRow[] = [
  // N07BB drugs used in alcohol dependence, N07BC in opioid dependence.
  atc(['N07BB'], 'ETHUD'),
  atc(['N07BC'], 'OPIOIDUD'),
  // N05A antipsychotics (lithium too), N06A antidepressants.
  atc(['N05A', 'N06A'], 'PSY'),
  // J05AG non-nucleoside reverse transcriptase inhibitors, J05AJ integrase inhibitors, J05AR combinations against HIV.
  // Not J05AF: some of it treats hepatitis B.
  atc(['J05AG', 'J05AJ', 'J05AR'], 'HIV'),
];

/** SNOMED CT International; concept ids, each by its name. */
const SNOMED_ROWS: readonly CodeRow[] = [
  // Alcoholism; alcohol abuse; alcohol dependence.
  snomed(['7200002', '15167005', '66590003'], 'ETHUD'),
  // Opioid abuse.
  snomed(['5602001'], 'OPIOIDUD'),
  // Dependent drug abuse; drug abuse; drug dependence; misuses drugs; drug rehabilitation and detoxification.
  snomed(['6525002', '26416006', '191816009', '361055000', '56876005'], 'ETH'),
  // Mental disorder; psychotic disorder; schizophrenia; bipolar disorder; eating disorder; adjustment disorder.
  snomed(['74732009', '69322001', '58214004', '13746004', '72366004', '17226007'], 'PSY'),
  // Depressive disorder; major depressive disorder; mixed anxiety and depressive disorder; anxiety disorder (two);
  // severe anxiety (panic); post-traumatic stress disorder; attention deficit hyperactivity disorder; of a child.
  snomed(['35489007', '370143000', '231504006', '197480006', '48694002', '80583007', '47505003', '406506008'], 'PSY'),
  snomed(['192127007'], 'PSY'),
  // Suicide attempt; suicidal thoughts; suicidal poisoning.
  snomed(['82313006', '6471006', '86849004'], 'PSY'),
  // Psychiatry (specialty); psychotherapy; psychiatric follow-up; evaluation of psychiatric state of patient.
  snomed(['394587001', '75516001', '88848003', '90407005'], 'PSY'),
  // HIV infection; AIDS; HIV positive; asymptomatic HIV infection; HIV antigen test.
  snomed(['86406008', '62479008', '165816005', '91947003', '31676001'], 'HIV'),
  // Victim of intimate partner abuse; victim of child abuse.
  snomed(['706893006', '397940009'], 'SDV'),
];

/** LOINC, each by its name. */
const LOINC_ROWS: readonly CodeRow[] = [
  // AUDIT-C panel; AUDIT-C total score.
  loinc(['72109-2', '75626-2'], 'ETHUD'),
  // DAST-10 total score.
  loinc(['82667-7'], 'ETH'),
  // PHQ-9 panel and total score; PHQ-2 panel and total score; GAD-7 panel and total score.
  loinc(['44249-1', '44261-6', '55757-9', '55758-7', '69737-5', '70274-6'], 'PSY'),
  // Psychiatry consult note.
  loinc(['34788-0'], 'PSY'),
  // HIV 1+2 antibody and p24 antigen; HIV 1 antibody; HIV 1 RNA (two); HIV 1 and 2 tests.
  loinc(['56888-1', '7917-8', '20447-9', '25836-8', '75622-1'], 'HIV'),
  // Afraid of a partner within the last year; HARK total score.
  loinc(['76501-6', '76504-0'], 'SDV'),
];

/** Every row. */
export const CODE_ROWS: readonly CodeRow[] = [...ICD_10_ROWS, ...ATC_ROWS, ...SNOMED_ROWS, ...LOINC_ROWS];

/** Other names of these systems: national editions, and the identifiers that HL7 v2 and C-CDA write. */
export const SYSTEM_NAMES: ReadonlyMap<string, string> = new Map([
  ['http://hl7.org/fhir/sid/icd-10-cm', ICD_10],
  ['http://fhir.de/CodeSystem/bfarm/icd-10-gm', ICD_10],
  ['urn:oid:2.16.840.1.113883.6.3', ICD_10],
  ['urn:oid:2.16.840.1.113883.6.90', ICD_10],
  ['http://fhir.de/CodeSystem/bfarm/atc', ATC],
  ['urn:oid:2.16.840.1.113883.6.73', ATC],
  ['urn:oid:2.16.840.1.113883.6.96', SNOMED_CT],
  ['urn:oid:2.16.840.1.113883.6.1', LOINC],
]);
