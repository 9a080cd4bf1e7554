/** Which office answers a question about a person: identities and enrolment are kept by those who own them, not here. */
import data from '../data/question-owners.json' with { type: 'json' };

export type OwnedQuestion = {
  readonly about: string;
  /** The office to ask, as people call it. */
  readonly department: string;
  readonly text: string;
};

type Owner = OwnedQuestion & {
  /** Empty: any scheme that names none of its own. */
  readonly schemeId: string;
  readonly reasons: readonly string[];
};
const owners: readonly Owner[] = data.owners;

/** Undefined when the reason is the fund's own business. */
export const ownerOfQuestion = (schemeId: string, reason: string): OwnedQuestion | undefined => {
  const asked = owners.filter(({ reasons }) => reasons.includes(reason));
  const owner = asked.find((one) => one.schemeId === schemeId) ?? asked.find((one) => one.schemeId === '');
  return owner === undefined
    ? undefined
    : { about: owner.about, department: owner.department, text: owner.text };
};
