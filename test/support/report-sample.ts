import { Finding, FindingConfidence, FindingObject, FindingSeverity } from '../../src/check/findings/finding';
import { RuleDescription } from '../../src/check/findings/rule';
import { WaivedFinding } from '../../src/check/findings/waived-finding';
import { Report } from '../../src/check/reports/report';

/* Rules of these tests' own, so that reports change only where formats do. */

export const kernelRule: RuleDescription = {
  id: 'kernel-too-old',
  title: 'Kernel too old',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  scope: 'any mode',
  description: 'kube-proxy needs Linux 5.13.',
  remediation: 'Upgrade the node\'s operating system before its kube-proxy changes the mode, or drain the node and replace it by a newer one.',
  references: ['https://kep.k8s.io/3866', 'https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables'],
};

export const healthRule: RuleDescription = {
  id: 'health-check',
  title: 'Health checks need a hole in the firewall',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  scope: 'IPVS and iptables',
  description: 'kube-proxy opens no holes.',
  remediation: 'Allow the ports.',
  references: ['https://github.com/kubernetes/kubernetes/issues/97225'],
};

export const schedulerRule: RuleDescription = {
  id: 'scheduler',
  title: 'No schedulers',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  scope: 'IPVS',
  description: 'Endpoints are chosen at random.',
  remediation: 'Nothing.',
  references: ['https://kep.k8s.io/3866'],
};

export const iptablesRule: RuleDescription = { ...schedulerRule, id: 'only-iptables', title: 'Only from iptables', scope: 'iptables' };

export const RULES: readonly RuleDescription[] = [healthRule, kernelRule, iptablesRule, schedulerRule];

export function finding(rule: RuleDescription, message: string, objects: FindingObject[] = [], more: Partial<Finding> = {}): Finding {
  const { id: ruleId, title, severity, confidence, remediation, references } = rule;
  return { ruleId, title, severity, confidence, message, objects, remediation, references: [...references], ...more };
}

export const node = (name: string, line: number): FindingObject => ({ kind: 'Node', name, detail: 'kernel 5.4.0', file: 'dump/cluster 1.yaml', line });

export const service = (namespace: string, name: string): FindingObject => ({ kind: 'Service', objectNamespace: namespace, name });

const kernelMessage = 'kube-proxy in nftables mode requires kernel 5.13 or later, which the node does not have, and so exits at its start.';

/** Findings of each severity, with and without files, one of them without objects; the scheduler's finding comes first. */
export const FINDINGS: readonly Finding[] = [
  finding(schedulerRule, 'The scheduler rr has no counterpart.'),
  finding(kernelRule, kernelMessage, [node('worker-1', 12), node('worker-2', 80)]),
  finding(healthRule, 'kube-proxy no longer lets health checks through.', [service('shop', 'web'), { ...service('shop', 'cart'), file: './web.yaml', line: 3 }]),
];

export const WAIVED: readonly WaivedFinding[] = [{
  finding: finding(kernelRule, kernelMessage, [node('old-1', 140)]),
  reason: 'Goes away in May.',
  expires: '2030-05-31',
}];

/** What a goal says of a cluster whose kube-proxy is in IPVS mode. */
export const ASSESSED = {
  solved: [],
  goal: 'nftables',
  title: 'kube-proxy 1.36 in nftables mode',
  from: 'IPVS mode',
  facts: { mode: 'ipvs' },
  targetVersion: '1.36',
  size: { nodes: 3, services: 2 },
  applied: new Set([healthRule, kernelRule, schedulerRule].map(({ id }) => id)),
};

export function report(more: Partial<Report> = {}): Report {
  return { findings: FINDINGS, waived: WAIVED, rules: RULES, ...ASSESSED, toolVersion: '1.2.3', ...more };
}

export const clean = (more: Partial<Report> = {}): Report => report({ findings: [], waived: [], ...more });

const HOSTILE = '</code>\u001b[31m\r\n::error::|`<b>&"\'%0A,:]]>\\|@team [x](http://x) {0} *_# $1$ \u202e\u2028\u009b\ufffe\ud800';

/** A report whose every text that comes from input, or from a waiver, wants to be something else. */
export function hostileReport(): Report {
  const object = { kind: `K${HOSTILE}`, objectNamespace: HOSTILE, name: HOSTILE, detail: HOSTILE, file: `a:b/${HOSTILE}.yaml`, line: 7 };
  const hostile = finding(kernelRule, HOSTILE, [object], { remediation: HOSTILE });
  return report({
    findings: [hostile, finding(healthRule, HOSTILE, [object])],
    waived: [{ finding: hostile, reason: HOSTILE, expires: '2030-05-31' }],
  });
}
