import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

interface Target {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly sectionName?: string;
}

export const gatewayPolicyTargetNotFound: GatewayApiRule = {
  id: 'gateway-policy-target-not-found',
  title: 'Service of a BackendTLSPolicy that does not exist, or that two policies name',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A BackendTLSPolicy is for Services of its own namespace, or for one of their ports by its name. Where there is none, the policy has no effect: Gateways speak plain HTTP to '
    + 'pods that expect TLS, and their requests fail. Of two policies for the same target, only the older one counts; the other has the condition Accepted false with the reason Conflicted. '
    + 'The rule applies where the input has Services.',
  remediation: 'Correct name or sectionName in targetRefs: sectionName is the name of a port of the Service, not its number. Keep one policy for each target.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/'],
  * check({ objects, problems, cluster: { services }, severityOfMissing }) {
    const lost: ConcernedObject[] = [];
    const twice: ConcernedObject[] = [];
    const owners = new Map<string, string>();
    const created = ({ object: { metadata } }: (typeof objects)[number]): string => String((metadata as { readonly creationTimestamp?: unknown }).creationTimestamp ?? '');
    const policies = objects.filter(each => each.kind === 'BackendTLSPolicy' && !problems.has(each))
      .sort((a, b) => (`${created(a)} ${a.namespace}/${a.name}` < `${created(b)} ${b.namespace}/${b.name}` ? -1 : 1));
    for (const policy of policies) {
      const { targetRefs = [] } = policy.object.spec as { readonly targetRefs?: readonly Target[] };
      for (const [i, { group, kind, name, sectionName }] of targetRefs.entries()) {
        if (group !== '' || kind !== 'Service') continue;
        const fullName = `${policy.namespace}/${name}`;
        const what = `spec.targetRefs[${i}]: Service ${fullName}`;
        const service = services.get(fullName);
        const port = service?.ports.find(each => each.name === sectionName);
        if (services.size > 0 && !service) lost.push({ object: policy, detail: `${what} is not in the input` });
        else if (service && sectionName !== undefined && !port) lost.push({ object: policy, detail: `${what} does not have a port named ${sectionName}` });
        const key = `${fullName} ${sectionName ?? ''}`;
        const owner = owners.get(key);
        if (owner !== undefined) twice.push({ object: policy, detail: `${what}: BackendTLSPolicy ${policy.namespace}/${owner} is for it already` });
        else owners.set(key, policy.name);
      }
    }
    yield* whereAny(lost, { message: 'Policies are for Services or ports that do not exist.', severity: severityOfMissing });
    yield* whereAny(twice, { message: 'Two policies are for the same Service, and only one of them counts.', severity: FindingSeverity.WARNING });
  },
};
