import { ExplanationView } from './explanation-view';
import { toJson } from '../../base/plain';

/** The explanation for programs. A change that breaks readers raises the version. */
export function explanationJson(explanation: ExplanationView): string {
  const { verdict, reason, nodeName, kubernetesVersion, family, protocol, _descriptions: descriptions } = explanation;
  return toJson({
    version: 1,
    node: nodeName,
    kubernetesVersion,
    family,
    protocol,
    source: { class: explanation.sourceClass, address: explanation.sourceAddress, description: descriptions.source },
    destination: {
      address: explanation.destinationAddress,
      port: explanation.destinationPort,
      frontends: explanation._frontends.map(({ kind, service, port }) => ({ kind, service: `${service.namespace}/${service.name}`, port: port.name })),
    },
    verdict,
    reason,
    isMasqueraded: explanation.isMasqueraded,
    masqueradeReason: explanation.masqueradeReason,
    affinityTimeoutSeconds: explanation.affinityTimeoutSeconds,
    endpoints: explanation.endpoints,
    steps: explanation.steps,
    branches: explanation.branches,
    notes: explanation.notes,
  });
}
