import { askingIngress, caseOf, targetOf } from './cases';
import { OWN_POLICIES } from '../../../../src/programs/gateway-api/own-policies';
import { Nginx, nginxIsAvailable } from '../../../support/nginx';
import { conversionOf } from '../conversions';

/** The snippets for NGINX Gateway Fabric, in an nginx that runs. A client over a socket has an address that no range has. */

const FABRIC = OWN_POLICIES.find(({ implementation }) => implementation === 'nginx-gateway-fabric')!;

/** The text of the server and what is around it, as the filter's contexts have it. */
function configurationFor(annotations: Readonly<Record<string, string>>, version: string): string {
  const conversion = conversionOf([askingIngress(annotations, { '/': 'web' })], targetOf(FABRIC, version));
  const snippets: any[] = conversion.objects.ownPolicies.filter(({ kind }) => kind === 'SnippetsFilter').flatMap(({ spec }) => spec.snippets);
  const of = (context: string): string => snippets.filter(snippet => snippet.context === context).map(({ value }) => value).join('\n');
  return `${of('http')}\nserver { listen SOCKET default_server; location / { ${of('http.server.location')} proxy_pass BACKEND; } }`;
}

async function statusesOf(annotations: Readonly<Record<string, string>>, version: string, count = 1): Promise<number[]> {
  const nginx = new Nginx();
  try {
    await nginx.start(configurationFor(annotations, version));
    const statuses: number[] = [];
    for (let i = 0; i < count; i++) statuses.push((await nginx.ask('shop.example.com', '/')).status);
    return statuses;
  } finally {
    await nginx.stop();
  }
}

const withNginx = nginxIsAvailable() ? test : test.skip;

const WRITTEN = FABRIC.rows.flatMap(({ id, field }) => field === undefined ? [] : [FABRIC.newest, '2.3'].map((version): [string, string] => [id, version]))
  .filter(([id, version]) => configurationFor(caseOf(FABRIC.implementation, id)!.asked, version).includes(';\n') || id === 'directives');

withNginx.each(WRITTEN)('%s, for version %s: nginx takes it', async (id, version) => {
  expect(await statusesOf(caseOf(FABRIC.implementation, id)!.asked, version)).toEqual([expect.any(Number)]);
}, 30_000);

withNginx('addresses that are not in the list are kept out, and others are not', async () => {
  expect(await statusesOf({ 'allowlist-source-range': '10.0.0.0/8' }, '2.7')).toEqual([403]);
  expect(await statusesOf({ 'denylist-source-range': '10.0.0.0/8' }, '2.7')).toEqual([200]);
}, 30_000);

withNginx('a burst is let through, and what comes after it is refused with the status of the controller', async () => {
  // The first request of the client, which shows that nginx is there, counts.
  expect(await statusesOf({ 'limit-rpm': '1', 'limit-burst-multiplier': '2' }, '2.3', 4)).toEqual([200, 200, 503, 503]);
}, 30_000);
