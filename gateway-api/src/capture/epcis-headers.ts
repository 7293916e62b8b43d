/** The headers by which EPCIS 2.0 lets a server say what it can do. */

/** Bytes of a document. */
export const CAPTURE_FILE_LIMIT = 20 * 1024 * 1024;

/** What every answer under `/epcis` carries. */
export const EPCIS_HEADERS: Readonly<Record<string, string>> = {
  'GS1-EPCIS-Version': '2.0',
  'GS1-EPCIS-Min': '1.2',
  'GS1-EPCIS-Max': '2.0',
  'GS1-CBV-Version': '2.0',
  'GS1-EPC-Format': 'No_Preference',
  'GS1-Capture-Error-Behaviour': 'rollback',
  'GS1-EPCIS-Capture-File-Size-Limit': String(CAPTURE_FILE_LIMIT),
};
