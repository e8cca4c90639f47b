import { Answer } from './answer';
import { toJson } from '../../base/plain';

/** The explanation for programs. A change that breaks readers raises the version. */
export function explanationJson(answer: Answer): string {
  const { mode, nodeName, kubernetesVersion, family, protocol, source, destination, ...result } = answer;
  return toJson({
    version: 1,
    node: nodeName,
    kubernetesVersion,
    mode,
    family,
    protocol,
    source: { class: source.sourceClass, address: source.address, description: source.description },
    destination: { kind: destination.kind, address: destination.address, port: destination.port, frontends: destination.frontends },
    verdict: result.verdict,
    reason: result.reason,
    isMasqueraded: result.isMasqueraded,
    masqueradeReason: result.masqueradeReason,
    affinityTimeoutSeconds: result.affinityTimeoutSeconds,
    endpoints: result.endpoints,
    steps: result.steps,
    branches: result.branches,
    notes: result.notes,
    unknowns: result.unknowns,
  });
}
