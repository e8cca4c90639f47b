import { PATHS } from './paths';
import { CiliumPlan } from './plan';
import { describeObject } from '../../base/errors';
import { codeSpan } from '../../base/text/markdown';
import { paragraphs, row } from '../markdown';

/** Which policies of Calico have become policies of Cilium, and why the others have not. */
export function policiesPage({ policies }: CiliumPlan): string[] {
  const done = policies.filter(({ policy }) => policy);
  const open = policies.filter(({ policy }) => !policy);
  return paragraphs(
    '# Policies',
    'NetworkPolicies of Kubernetes stay as they are: Cilium enforces them. Their ipBlocks never select pods or nodes there.',
    ...done.length === 0 ? [] : [
      '## Translated',
      `${PATHS.policies} has these. None of them allows more than the original, as far as the input has Calico\'s NetworkSets, GlobalNetworkSets, HostEndpoints and IPPools, and the Nodes.`,
      [row('Calico', 'Cilium'), row('---', '---'), ...done.map(({ original, policy }) => row(codeSpan(describeObject(original)), codeSpan(describeObject(policy!))))],
    ],
    ...open.length === 0 ? [] : [
      '## Not translated',
      'Pods that only these select are open in Cilium. Write a policy for each before policies are enforced again.',
      [row('Calico', 'why not'), row('---', '---'), ...open.map(({ original, reason }) => row(codeSpan(describeObject(original)), reason!))],
    ],
  );
}
