import { conversionOf, EXAMPLES } from './conversions';
import { predicted, serverBlocks } from './nginx-servers';
import { uriOf } from '../../../src/dataplane/requests/request';
import { requestsFor } from '../../../src/migrate/gateway-api/proof/requests';
import { Nginx, nginxIsAvailable } from '../../support/nginx';

/** The side "before" of the comparison against an nginx that runs, configured as the controller's template does it. */

const withNginx = nginxIsAvailable() ? test : test.skip;

withNginx.each(EXAMPLES)('%s: nginx does what the comparison takes it to do', async name => {
  const [configuration] = conversionOf(name).ingresses.configurations;
  const nginx = new Nginx();
  try {
    await nginx.start(serverBlocks(configuration));
    const hosts = new Set(configuration.servers.keys());
    const differences: unknown[] = [];
    for (const server of configuration.servers.values()) {
      for (const request of requestsFor(server, configuration, hosts)) {
        if (request.scheme === 'https' || request.method !== 'GET' || request.headers.size > 0) continue;
        const actual = await nginx.ask(request.host, uriOf(request));
        const expected = predicted(request, configuration);
        if (JSON.stringify(actual) !== JSON.stringify(expected)) differences.push({ request: `${request.host}${uriOf(request)}`, actual, expected });
      }
    }
    expect(differences).toEqual([]);
  } finally {
    await nginx.stop();
  }
}, 60_000);
