import { conversionOf, contextOf } from './conversions';
import { predicted, serverBlocks } from './nginx-servers';
import { RandomIngresses } from './random-ingresses';
import { Cluster } from '../../../src/cluster/cluster';
import { HttpRequest, RequestAnswer, uriOf } from '../../../src/dataplane/requests/request';
import { sidesOf } from '../../../src/migrate/gateway-api/convert';
import { Comparison } from '../../../src/migrate/gateway-api/proof/proof';
import { requestsFor } from '../../../src/migrate/gateway-api/proof/requests';
import { Nginx, NginxAnswer, nginxIsAvailable } from '../../support/nginx';

/**
 * Random sets of Ingresses against an nginx that runs: what it answers is what the comparison takes it to answer, and what the comparison
 * calls equal is what the Gateway answers as well.
 */

const SETS = 60;

const withNginx = nginxIsAvailable() ? test : test.skip;

withNginx(`${SETS} random sets: nginx before, the Gateway after`, async () => {
  const differences: unknown[] = [];
  let equal = 0;
  for (let seed = 1; seed <= SETS; seed++) {
    const objects = new RandomIngresses(seed).set(false);
    const conversion = conversionOf(objects);
    // nginx refuses its configuration where a host has a prefix with and without a slash at its end.
    if (conversion.ingresses.problems.some(({ problem }) => problem.includes('nginx refuses'))) continue;
    const [configuration] = conversion.ingresses.configurations;
    const { target } = contextOf(Cluster.of(objects.map(object => ({ object }))));
    const comparison = new Comparison(sidesOf([configuration], conversion, target));
    const nginx = new Nginx();
    try {
      await nginx.start(serverBlocks(configuration));
      const hosts = new Set(configuration.servers.keys());
      for (const server of configuration.servers.values()) {
        for (const request of requestsFor(server, configuration, hosts, ['http'])) {
          if (request.method !== 'GET' || request.headers.size > 0 || /[^\x21-\x7e]/.test(request.path)) continue;
          const actual = await nginx.ask(request.host, uriOf(request));
          const expected = predicted(request, configuration);
          const { before, after, difference } = comparison.of(request, configuration);
          const isSame = before.kind === 'undetermined' || JSON.stringify(actual) === JSON.stringify(expected);
          if (difference === undefined) equal++;
          if (!isSame || (difference === undefined && !isAnswer(actual, after, request))) {
            differences.push({ seed, request: `${request.host}${uriOf(request)}`, actual, expected, after, difference });
          }
        }
      }
    } finally {
      await nginx.stop();
    }
  }
  expect(differences.slice(0, 5)).toEqual([]);
  expect(equal).toBeGreaterThan(1000);
}, 300_000);

/** Whether nginx's answer is the Gateway's; a backend may be that of a canary, which is chosen elsewhere. */
function isAnswer({ status, location, backend }: NginxAnswer, after: RequestAnswer, request: HttpRequest): boolean {
  switch (after.kind) {
    case 'backends': return backend !== undefined && backend.host === after.forwarded.host && backend.uri === uriOf({ ...request, path: after.forwarded.path });
    case 'redirect': return status === after.status && location?.replace(/\/$/, '') === after.location.replace(/\/$/, '');
    case 'response': return status === after.status;
    default: return false;
  }
}
