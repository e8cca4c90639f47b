import { specOf } from '../../../cluster/mesh/mesh';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const serviceentryWildcard: AmbientRule = {
  id: 'serviceentry-wildcard',
  title: 'Wildcard host that ambient mode does not serve',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'In ambient mode a ServiceEntry with a wildcard host needs resolution DYNAMIC_DNS, which there is from Istio 1.28 on, and a waypoint, '
    + 'which looks the host up. Otherwise its status has the reason NoWaypointForWildcardService, and the host is not in the mesh.',
  remediation: 'Set resolution to DYNAMIC_DNS and location to MESH_EXTERNAL, and give the ServiceEntry a waypoint; or list the hosts.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/waypoint/',
    'https://istio.io/latest/news/releases/1.28.x/announcing-1.28/change-notes/',
  ],
  * check(context) {
    const { mesh } = context;
    const found = mesh.ofKind('networking.istio.io', 'ServiceEntry').filter(({ namespace = 'default' }) => mesh.isAmbient(namespace)).flatMap(object => {
      const { hosts, resolution } = specOf(object);
      const isWild = Array.isArray(hosts) && hosts.some(host => String(host).startsWith('*'));
      const detail = !isWild ? undefined : !context.has('1.28') ? `Istio ${context.version.minor}` : resolution !== 'DYNAMIC_DNS' ? `resolution ${String(resolution ?? 'NONE')}`
        : mesh.waypointOfService(object)?.isBound ? undefined : 'no waypoint';
      return detail === undefined ? [] : [{ object, detail }];
    });
    yield* whereAny(found, { message: 'No waypoint looks up the hosts of ServiceEntries with wildcards.' });
  },
};
