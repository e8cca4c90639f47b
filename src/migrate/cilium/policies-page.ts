import { decisiveUnknown, howToState, titlesOf } from './decisive-kinds';
import { PATHS } from './paths';
import { CiliumPlan } from './plan';
import { describeObject } from '../../base/errors';
import { codeSpan } from '../../base/text/markdown';
import { enumeration } from '../../base/text/words';
import { isTranslated, TranslatedPolicy } from '../../programs/cilium/translate/calico-policies';
import { paragraphs, row, shell } from '../markdown';

/** Which policies of Calico have become policies of Cilium, and why the others have not. */
export function policiesPage(plan: CiliumPlan): string[] {
  const { policies } = plan;
  const done = policies.filter(isTranslated);
  const open = policies.filter(each => !isTranslated(each));
  return paragraphs(
    '# Policies',
    'NetworkPolicies of Kubernetes stay as they are: Cilium enforces them. Their ipBlocks never select pods or nodes there.',
    ...unknown(plan),
    ...done.length === 0 ? [] : [
      '## Translated',
      `${PATHS.policies} has these. All of them together allow no more than Calico does, as far as the input has all policies, sets, HostEndpoints, pools and Nodes. What a pod's own node sends to it is never dropped, as with Calico.`,
      [row('Calico', 'Cilium', 'Remarks'), row('---', '---', '---'), ...done.map(({ original, policy, remarks }) => row(codeSpan(describeObject(original)), policy ? codeSpan(describeObject(policy)) : 'none', remarks.join('. ')))],
    ],
    ...nodes(done),
    ...open.length === 0 ? [] : [
      '## Not translated',
      'Pods that only these select are open in Cilium. Write a policy for each before policies are enforced again. Of what a policy lists, each point alone keeps it from being translated.',
      open.flatMap(each => why(each, plan)),
    ],
  );
}

function nodes(done: readonly TranslatedPolicy[]): (string | string[])[] {
  const ofNodes = done.filter(({ hosts }) => hosts.length > 0);
  return ofNodes.length === 0 ? [] : [
    '## Nodes',
    'These are for HostEndpoints, too, which the translation leaves out: nodes are open in Cilium. Write a CiliumClusterwideNetworkPolicy with nodeSelector for each, and turn on the host firewall (hostFirewall.enabled).',
    ofNodes.map(({ original, hosts }) => `- ${codeSpan(describeObject(original))}: ${hosts.map(codeSpan).join(', ')}`),
  ];
}

function unknown(plan: CiliumPlan): (string | string[])[] {
  const { policies } = plan;
  const concerned = decisiveUnknown(plan);
  if (concerned.length === 0) return [];
  const { command, option } = howToState(concerned, plan.calico);
  return [
    '## What the input lacks',
    `The input has no ${titlesOf(concerned)}. If the cluster has some, policies could allow more than before, so those that depend on them are held back. Get them:`,
    shell(command),
    `Calico's kinds are in the group projectcalico.org where its API server runs, and in crd.projectcalico.org otherwise. Then run the command again with the new file, or state of which kinds there are none: ${codeSpan(option)}`,
    [
      row('Not in the input', 'Decides', 'Policies that are held back'), row('---', '---', '---'),
      ...concerned.map(({ kind, title, decides }) => row(title, decides, String(policies.filter(({ lacks }) => lacks.includes(kind)).length))),
    ],
  ];
}

function why({ original, reasons, waitsFor, lacks }: TranslatedPolicy, { unknown: kinds }: CiliumPlan): string[] {
  const missing = kinds.filter(({ kind }) => lacks.includes(kind));
  return [
    `- ${codeSpan(describeObject(original))}`,
    ...reasons.map(each => `  - ${each}`),
    ...missing.length === 0 ? [] : [`  - it depends on ${titlesOf(missing)}, which the input does not have`],
    ...waitsFor.length === 0 ? [] : [`  - it waits for ${enumeration(waitsFor.map(codeSpan))}, which ${waitsFor.length === 1 ? 'decides' : 'decide'} about the same traffic first and ${waitsFor.length === 1 ? 'is' : 'are'} not translated`],
  ];
}
