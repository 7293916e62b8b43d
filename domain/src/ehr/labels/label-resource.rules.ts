/** Labelling: how confidential a resource is and what sensitive matters it tells of, decided when it arrives. */
import type { Labels, Sensitivity } from '../item';
import { sensitivitiesOfCode } from './code-sensitivities';
import type { LabelSettings } from './label-settings.schema';
import type { ResourceFacts } from './resource-facts';
import { readSourceLabel } from './source-labels';

/**
 * The labels of a resource: by its codes, by the departments and authors that it mentions, and by what its source said.
 * Every one of them adds, none takes away.
 */
export function labelResource(facts: ResourceFacts, settings: LabelSettings): Labels {
  const given = facts.sourceLabels.map(readSourceLabel);
  const sensitivities = new Set<Sensitivity>([
    ...facts.codes.flatMap(sensitivitiesOfCode),
    ...settingSensitivities(facts, settings),
    ...given.flatMap((label) => label.sensitivities),
  ]);
  const isRestricted = sensitivities.size > 0 || given.some((label) => label.isRestricted);
  return {
    confidentiality: isRestricted ? 'R' : 'N',
    sensitivities: [...sensitivities].sort(),
    isUnlabelledText: facts.hasFreeText && sensitivities.size === 0,
  };
}

function settingSensitivities({ codes, mentions }: ResourceFacts, settings: LabelSettings): Sensitivity[] {
  const mentioned = [...settings.departments, ...settings.authors].filter(({ identifier }) =>
    mentions.includes(identifier),
  );
  const coded = settings.codes.filter(({ system, code }) =>
    codes.some((one) => one.system === system && one.code === code),
  );
  return [...mentioned, ...coded].flatMap(({ sensitivities }) => sensitivities);
}
