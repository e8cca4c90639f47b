import { minorOf, POLICY_CASES } from './cases';
import { validatePolicy } from '../../../src/programs/cilium/policy/validate-policy';

const CASES = POLICY_CASES.flatMap(each => Object.entries(each.agent).map(([version, { accepted }]) => ({
  ...each, accepted, name: `${each.id} ${version}: ${each.purpose}`, minor: minorOf(version.replace(/^v/, '')),
})));

/** A path without its indexes. */
const plain = (field: string): string => field.replace(/\[\d+\]/g, '[]');

test('all cases are there', () => {
  expect(POLICY_CASES).toHaveLength(90);
  expect(CASES).toHaveLength(360);
});

describe.each(CASES)('$name', ({ object, minor, l7Proxy = true, nodeSelectorLabels = false, accepted, crd120 }) => {
  const { refused, pruned, notEnforced } = validatePolicy(object, { minor, l7Proxy, nodeSelectorLabels });
  // Objects without a name do not get here: reading them is an error.
  const isNamed = object.metadata.name !== undefined;

  test('is enforced or not, as the agent\'s parser says', () => {
    expect({ accepted: isNamed && notEnforced.length === 0, notEnforced }).toEqual({ accepted, notEnforced: accepted ? [] : expect.anything() });
  });

  if (minor === '1.20') {
    test('is accepted, refused or pruned as the CustomResourceDefinitions do', () => {
      expect({ accepted: refused.length === 0, pruned: [...new Set(pruned.map(({ field }) => plain(field)))] })
        .toEqual({ accepted: crd120.accepted, pruned: crd120.pruned ?? [] });
    });
  }
});
