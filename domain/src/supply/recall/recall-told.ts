/** How events tell of recalls: what is stopped and what is said, of no person. */
import type {
  RecallConfirmed,
  RecallCorrected,
  RecallCorrectionProposed,
  RecallLifted,
  RecallProposed,
} from './recall.events';
import type { Recall, RecallText } from './recall.schema';
import { whatIsSaid, whatIsStopped } from './shown';

/** The first text was proposed, and locked. */
export function tellProposed(recall: Recall, first: RecallText): RecallProposed {
  return { type: 'RecallProposed', version: 1, at: first.proposed.at, ...about(recall, first) };
}

/** A correction was proposed. */
export function tellCorrectionProposed(recall: Recall, text: RecallText): RecallCorrectionProposed {
  return { type: 'RecallCorrectionProposed', version: 1, at: text.proposed.at, ...about(recall, text) };
}

/** A text was confirmed: the recall itself by its first one, else a correction. */
export function tellConfirmed(
  recall: Recall,
  text: RecallText,
  at: RecallConfirmed['at'],
): RecallConfirmed | RecallCorrected {
  const type = text.id === recall.recall ? 'RecallConfirmed' : 'RecallCorrected';
  return { type, version: 1, at, ...about(recall, text) };
}

/** A lock was lifted. */
export function tellLifted(recall: Recall, at: RecallLifted['at']): RecallLifted {
  return { type: 'RecallLifted', version: 1, at, ...whatIsStopped(recall) };
}

function about(recall: Recall, text: RecallText) {
  return { ...whatIsStopped(recall), text: { ...whatIsSaid(text), digest: text.digest } };
}
