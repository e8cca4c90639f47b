import { Finding, FindingSeverity } from '../../check/findings/finding';
import { Node } from '../../cluster/served/node';

/** What keeps kube-proxy from nftables mode on single nodes, by their names. */
export function blockedNodesOf(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(findings.filter(({ severity }) => severity === FindingSeverity.BLOCKER)
    .flatMap(finding => finding.objects.filter(({ kind }) => kind === 'Node').map(({ name }) => [name, finding])));
}

export function blockedCanaries(names: readonly string[], blocked: ReadonlyMap<string, Finding>): string[] {
  return names.flatMap(name => {
    const finding = blocked.get(name);
    return finding ? [`${name} is to change first, but cannot: ${finding.title} (${finding.ruleId})`] : [];
  });
}

/** One worker that no blocker is about; the control plane goes last. */
export function defaultCanary(nodes: readonly Node[], blocked: ReadonlyMap<string, Finding>): string[] {
  return nodes.filter(({ name, unschedulable }) => !unschedulable && !blocked.has(name))
    .sort((a, b) => Number(isControlPlane(a)) - Number(isControlPlane(b)) || (a.name < b.name ? -1 : 1)).slice(0, 1).map(({ name }) => name);
}

/** By the label; some installers set none, but name the machines so. */
function isControlPlane({ labels, name }: Node): boolean {
  return 'node-role.kubernetes.io/control-plane' in labels || 'node-role.kubernetes.io/master' in labels
    || /(?:^|[-.])(?:cp|master|control-?plane)(?:[-.\d]|$)/.test(name);
}
