import { Problem } from '../../base/schema/problem';
import { didYouMean } from '../../base/text/suggest';
import { isKubeProxyGate } from '../kube-proxy/feature-gates';

interface KubeadmGate {
  readonly name: string;
  /** The first and the last minor whose kubeadm knows it. */
  readonly since: number;
  readonly until: number;
}

/** Where kubeadm's gates are known: upstream `cmd/kubeadm/app/features/features.go` of 1.31 to 1.36, and the changelog of 1.37. */
const KNOWN = { first: 31, last: 37 };

/** `since` is the first known minor where a gate is older than that. */
const GATES: readonly KubeadmGate[] = [
  { name: 'ControlPlaneKubeletLocalMode', since: 31, until: 35 },
  { name: 'EtcdLearnerMode', since: 31, until: 32 },
  { name: 'NodeLocalCRISocket', since: 32, until: 36 },
  { name: 'PublicKeysECDSA', since: 31, until: 36 },
  { name: 'RootlessControlPlane', since: 31, until: 36 },
  { name: 'WaitForAllControlPlaneComponents', since: 31, until: 34 },
];

/** Upstream `ValidateFeatureGates`: kubeadm asks for the names only, and not for locks. */
export function kubeadmGateProblems(gates: Readonly<Record<string, unknown>> | null | undefined, minor: number): Problem[] {
  return Object.keys(gates ?? {}).flatMap(name => {
    const message = gateProblem(name, minor);
    return message === undefined ? [] : [{ field: `featureGates.${name}`, message }];
  });
}

function gateProblem(name: string, minor: number): string | undefined {
  const gate = GATES.find(known => known.name === name);
  if (gate) {
    if (minor > gate.until) return `is no feature gate of kubeadm 1.${minor}: it was removed in 1.${gate.until + 1}`;
    return minor < gate.since && gate.since > KNOWN.first ? `is no feature gate of kubeadm 1.${minor}: it exists from 1.${gate.since}` : undefined;
  }
  // What a migration to nftables mode is most likely to put at the wrong place.
  if (isKubeProxyGate(name)) return 'is a feature gate of kube-proxy, and kubeadm refuses it here: expected it in the KubeProxyConfiguration';
  if (minor < KNOWN.first || minor > KNOWN.last) return undefined;
  return `is no feature gate of kubeadm 1.${minor}${didYouMean(name, GATES.map(known => known.name))}`;
}
