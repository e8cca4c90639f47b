import { specOf } from '../../../cluster/mesh/mesh';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const peerauthDisable: AmbientRule = {
  id: 'peerauth-disable',
  title: 'PeerAuthentication with DISABLE in ambient mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'ztunnel treats the mode DISABLE as one that is not STRICT: it accepts plain text from outside the mesh. Between pods in the mesh '
    + 'mutual TLS is used all the same; it cannot be turned off.',
  remediation: 'Write PERMISSIVE, which says the same, or leave the pods out of the mesh with istio.io/dataplane-mode: none.',
  references: [
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/authorization.go',
    'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
  ],
  * check(context) {
    const found = context.accepted('security.istio.io', 'PeerAuthentication').filter(each => JSON.stringify(specOf(each)).includes('"mode":"DISABLE"') && context.mesh.concernsAmbient(each));
    yield* whereAny(found.map(object => ({ object })), { message: 'PeerAuthentications ask for no mutual TLS, which ztunnel uses all the same.' });
  },
};
