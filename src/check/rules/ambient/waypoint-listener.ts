import { Waypoint } from '../../../cluster/mesh/waypoint';
import { HBONE_PORT } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const waypointListener: AmbientRule = {
  id: 'waypoint-listener',
  title: 'Waypoint without its one listener',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A waypoint has exactly one listener, on port 15008 and with protocol HBONE. With any other listeners istiod reports the condition '
    + 'UnsupportedProtocol and starts no proxy. What names the waypoint goes direct then, without its policies.',
  remediation: 'Write the listener as name: mesh, port: 15008, protocol: HBONE, and no other one.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/waypoint/',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/config/kube/gateway/conversion.go',
  ],
  * check({ mesh }) {
    const isRight = ({ listeners }: Waypoint): boolean => listeners.length === 1 && listeners[0].port === HBONE_PORT && listeners[0].protocol === 'HBONE';
    yield* whereAny(mesh.waypoints.filter(waypoint => !isRight(waypoint)).map(waypoint => ({
      object: waypoint, detail: waypoint.listeners.length === 0 ? 'no listeners' : waypoint.listeners.map(({ port, protocol }) => `${String(port)}/${String(protocol)}`).join(', '),
    })), { message: 'A waypoint does not have exactly one listener on port 15008 with protocol HBONE.' });
  },
};
