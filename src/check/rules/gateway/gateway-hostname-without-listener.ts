import { listOf } from '../../../base/text/words';
import { intersection } from '../../../dataplane/requests/gateway/hostnames';
import { Route } from '../../../dataplane/requests/gateway/model';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayHostnameWithoutListener: GatewayApiRule = {
  id: 'gateway-hostname-without-listener',
  title: 'Hostname of a route that no listener takes',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Hostnames of a route that have nothing in common with the hostname of a listener are ignored there. The route is accepted all the same if one of its '
    + 'hostnames fits, so the others get no traffic although its status shows no problem. A listener for *.example.com takes www.example.com, but not '
    + 'example.com.',
  remediation: 'Add a listener for the hostname, or remove the hostname from the route.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#hostnames'],
  * check(context) {
    const byRoute = new Map<Route, string[]>();
    for (const { listener, route } of context.attachments) byRoute.set(route, [...byRoute.get(route) ?? [], listener.hostname]);
    const objects = [...byRoute].flatMap(([route, taken]) => {
      const lost = route.hostnames.filter(hostname => taken.every(each => intersection(each, hostname) === undefined));
      return lost.length === 0 ? [] : [{ object: context.referenceOf(route), detail: listOf(lost) }];
    });
    yield* whereAny(objects, { message: 'No listener that takes the route has these of its hostnames.' });
  },
};
