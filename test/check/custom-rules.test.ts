import { ClusterObjects } from '../../src/check/custom/cluster-objects';
import { ClusterRule, ClusterRuleProps, RuleOccurrence } from '../../src/check/custom/cluster-rule';
import { describeCustomRules } from '../../src/check/custom/custom-rules';
import { FindingSeverity } from '../../src/check/findings/finding';
import { ClusterCheck } from '../../src/constructs/checks/cluster-check';
import { storedService } from '../support/builders';

const WEB = storedService('shop/web', {});
const OWNED = { ...storedService('shop/cart', {}), metadata: { namespace: 'shop', name: 'cart', labels: { owner: 'team-cart' } } };

/** A rule as a user writes it. */
class ServiceOwner extends ClusterRule {
  constructor(more: Partial<ClusterRuleProps> = {}) {
    super({
      id: 'service-without-owner',
      title: 'Service without an owner',
      severity: FindingSeverity.WARNING,
      remediation: 'Set the label owner.',
      ...more,
    });
  }

  public check(cluster: ClusterObjects): RuleOccurrence[] {
    const objects = cluster.ofKind('Service', '').filter(({ metadata }) => metadata.labels?.owner === undefined)
      .map(({ kind, metadata: { namespace, name } }) => ({ kind, objectNamespace: namespace, name }));
    return objects.length === 0 ? [] : [{ message: 'Nobody is responsible for this Service.', objects }];
  }
}

const OPTIONS = { targetVersion: '1.36', today: '2026-01-01', extraRules: [new ServiceOwner()] };

test('a rule of a user finds, is reported, and can be left out', () => {
  const check = ClusterCheck.fromObjects([WEB, OWNED], OPTIONS);
  const [finding] = check.findings.filter(({ ruleId }) => ruleId === 'service-without-owner');
  expect(finding).toEqual({
    ruleId: 'service-without-owner',
    title: 'Service without an owner',
    severity: 'warning',
    confidence: 'manifest',
    message: 'Nobody is responsible for this Service.',
    objects: [{ kind: 'Service', objectNamespace: 'shop', name: 'web' }],
    remediation: 'Set the label owner.',
    references: [],
  });
  expect(check.hasFinding('service-without-owner')).toBe(true);
  expect(check.report()).toContain('warning service-without-owner: Service without an owner\n  Nobody is responsible for this Service.\n  - Service shop/web\n');
  expect(ClusterCheck.fromObjects([OWNED], OPTIONS).hasFinding('service-without-owner')).toBe(false);
  expect(ClusterCheck.fromObjects([WEB], { ...OPTIONS, excludeRules: ['service-without-owner'] }).hasFinding('service-without-owner')).toBe(false);
  expect(ClusterCheck.fromObjects([WEB], { ...OPTIONS, includeRules: ['service-without-owner'] }).findings.map(({ ruleId }) => ruleId)).toEqual(['service-without-owner']);
});

test('objects are where they were read from', () => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n${JSON.stringify(WEB)}\n`;
  const [finding] = ClusterCheck.fromText(text, OPTIONS).findings.filter(({ ruleId }) => ruleId === 'service-without-owner');
  expect(finding.objects).toMatchObject([{ kind: 'Service', name: 'web', line: 5 }]);
});

test('annotations waive its findings as those of all rules', () => {
  const ignoring = { ...WEB, metadata: { ...WEB.metadata as object, annotations: { 'cdk8s-nftables/ignore': 'service-without-owner=It is a demo.' } } };
  const check = ClusterCheck.fromObjects([ignoring], OPTIONS);
  expect([check.hasFinding('service-without-owner'), check.waived.map(({ reason, expires }) => [reason, expires])]).toEqual([false, [['It is a demo.', undefined]]]);
});

test('one object can be asked for', () => {
  const objects = ClusterObjects._of([{ object: WEB }]);
  expect(objects.find('Service', 'web', 'shop')).toBe(WEB);
  expect([objects.find('Service', 'web'), objects.find('Pod', 'web', 'shop'), objects.ofKind('Service', 'apps')]).toEqual([undefined, undefined, []]);
});

describe('a rule that cannot be right', () => {
  const described = (...rules: ClusterRule[]) => describeCustomRules({ rules, objects: [] }, ['node-kernel-too-old']);
  const rule = (more: object): ClusterRule => new ServiceOwner(more);

  test.each([
    [{ id: 'Owner' }, 'extraRules[0]: id: "Owner" is not in kebab-case; expected, for example, "service-without-owner"'],
    [{ id: 'node-kernel-too-old' }, 'extraRules[0]: id: "node-kernel-too-old" is the id of another rule; expected one of its own'],
    [{ severity: 'fatal' }, 'extraRules[0]: severity: "fatal" is not a severity; expected "blocker", "warning", "info"'],
  ])('%j', (more, message) => {
    expect(() => described(rule(more))).toThrow(message);
  });

  test('twice', () => {
    expect(() => described(rule({}), rule({}))).toThrow('extraRules[1]: id: "service-without-owner" is the id of another rule; expected one of its own');
  });
});
