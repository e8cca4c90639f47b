import { isPlainObject } from '../../../base/objects/fields';
import { specOf } from '../../../cluster/mesh/mesh';
import { servicesOfVirtualService } from '../../../cluster/mesh/routes';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const vsSourceMatch: AmbientRule = {
  id: 'vs-source-match',
  title: 'Match on the source that a waypoint does not evaluate',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A waypoint does not know the labels or the namespace of the client in a VirtualService, and applies only what is for the gateway '
    + 'mesh. Matches on sourceLabels, sourceNamespace and other gateways are not evaluated, so such a rule does not distinguish clients.',
  remediation: 'Distinguish clients in an AuthorizationPolicy, or by a header that they send; move rules for gateways into a route of Gateway API.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/l7-features/',
    'https://istio.io/latest/news/releases/1.25.x/announcing-1.25/change-notes/',
  ],
  * check(context) {
    const { mesh } = context;
    const found = mesh.ofKind('networking.istio.io', 'VirtualService').filter(each => servicesOfVirtualService(each).some(({ namespace }) => mesh.isAmbient(namespace))).flatMap(each => {
      const { gateways, http, tls, tcp } = specOf(each);
      const ofAll = [http, tls, tcp].flatMap(list => Array.isArray(list) ? list.filter(isPlainObject) : []);
      const matches = ofAll.flatMap(({ match }) => Array.isArray(match) ? match.filter(isPlainObject) : []);
      const others = (names: unknown): string[] => Array.isArray(names) ? names.map(String).filter(name => name !== 'mesh') : [];
      const details = [
        ...['sourceLabels', 'sourceNamespace'].filter(key => matches.some(match => match[key] !== undefined)),
        ...matches.flatMap(match => others(match.gateways)).map(name => `match on gateway ${name}`),
        ...Array.isArray(gateways) && gateways.includes('mesh') ? others(gateways).map(name => `gateway ${name}`) : [],
      ];
      return details.length === 0 ? [] : [{ object: each, detail: [...new Set(details)].join(', ') }];
    });
    yield* whereAny(found, { message: 'VirtualServices have matches that waypoints do not evaluate.' });
  },
};
