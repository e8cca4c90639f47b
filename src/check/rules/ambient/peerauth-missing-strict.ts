import { specOf } from '../../../cluster/mesh/mesh';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { valueIn } from '../../goals/ambient/charts';
import { AmbientRule } from '../../goals/ambient/rule';

export const peerauthMissingStrict: AmbientRule = {
  id: 'peerauth-missing-strict',
  title: 'Plain text from outside the mesh is accepted',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  description: 'Without a PeerAuthentication that is STRICT, enrolled pods accept plain text from clients outside the mesh. Between pods in the mesh '
    + 'traffic is encrypted either way.',
  remediation: 'Where no client outside the mesh has to reach the pods, add a PeerAuthentication with mtls.mode STRICT to the namespace, or to '
    + 'istio-system for all.',
  references: [
    'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
    'https://istio.io/latest/docs/concepts/security/#peer-authentication',
  ],
  * check(context) {
    const { mesh } = context;
    const strict = context.accepted('security.istio.io', 'PeerAuthentication').filter(each => valueIn(specOf(each), ['mtls', 'mode']) === 'STRICT' && valueIn(specOf(each), ['selector', 'matchLabels']) === undefined);
    const namespaces = new Set(strict.map(({ namespace }) => namespace));
    const open = context.ambientNamespaces.filter(({ name, object }) => object && !namespaces.has(name) && !namespaces.has(mesh.rootNamespace));
    yield* whereAny(open.flatMap(({ object }) => object ? [{ object }] : []), { message: 'Enrolled namespaces accept plain text from outside the mesh.' });
  },
};
