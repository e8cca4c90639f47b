import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './markdown';
import { ROOMS } from '../../projenrc/rooms';

/*
 * A reader who never saw the code finds behaviors by ARCHITECTURE.md alone. These are such behaviors, in words of the page; each has one
 * link, and the file that it leads to holds what is looked for.
 */

const PAGE = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');

const BEHAVIORS: readonly (readonly [behavior: string, path: string, holds: string])[] = [
  ['which minors a ruleset differs in, and how', 'src/dataplane/versions/features.ts', '1.36'],
  ['the chains of one Service port', 'src/dataplane/nftables/rules/service-port-chains.ts', 'export function'],
  ['which endpoints get traffic on a node', 'src/dataplane/endpoints/selection.ts', 'export function'],
  ['what IPVS and iptables mode do with a packet', 'src/dataplane/modes/delivery.ts', 'export function deliver'],
  ['what a Gateway does with a request', 'src/dataplane/requests/gateway/evaluate.ts', 'request'],
  ['what the controller ingress-nginx does with a request', 'src/dataplane/requests/ingress-nginx/evaluate.ts', 'export function evaluateNginx'],
  ['which configurations kube-proxy refuses', 'src/programs/kube-proxy/rules.ts', 'nodePortAddresses'],
  ['which objects of Gateway API the API server refuses', 'src/programs/gateway-api/validate.ts', 'export function validateGatewayObject'],
  ['which values the chart and the agent of Cilium refuse', 'src/programs/cilium/validate-values.ts', 'export function validateValues'],
  ['how a policy of Calico becomes one of Cilium', 'src/programs/cilium/translate/calico-policies.ts', 'export function translateCalicoPolicies'],
  ['which versions of Istio are known', 'src/programs/istio/releases.ts', 'ISTIO_RELEASES'],
  ['which network plugins meet a need', 'src/programs/cni/advise.ts', 'export function advise'],
  ['how a distribution is recognized', 'src/programs/distributions/distributions.ts', 'RKE2'],
  ['how values of charts are read from Flux, Argo CD and k3s', 'src/cluster/helm/carriers.ts', 'fluxcd.io'],
  ['which kernels are too old', 'src/check/rules/node/node-kernel-too-old.ts', 'node-kernel-too-old'],
  ['which finding a waiver covers, and until when', 'src/check/findings/waiver.ts', 'expires'],
  ['which goals there are', 'src/check/goals/index.ts', 'GOALS'],
  ['which migrations there are', 'src/migrate/goals/index.ts', 'MIGRATION_GOALS'],
  ['what an annotation of an Ingress becomes', 'src/migrate/gateway-api/annotations.ts', 'CONVERTED'],
  ['whether a request is answered alike after the conversion', 'src/migrate/gateway-api/proof/compare.ts', 'unprotected'],
  ['the steps of a namespace from sidecars to ambient mode', 'src/migrate/ambient/plan.ts', 'sidecars'],
  ['how files of a migration are called among manifests', 'src/migrate/goals/beside-manifests.ts', '.txt'],
  ['why a node differs from the prediction', 'src/verify/causes.ts', 'export function causesOf'],
];

test.each(BEHAVIORS)('%s: one row of the page leads there', (behavior, path, holds) => {
  const rows = PAGE.split('\n').filter(line => line.startsWith(`| ${behavior} |`));
  expect(rows.map(row => [...row.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link))).toEqual([[path]]);
  expect(readFileSync(join(ROOT, path), 'utf8')).toContain(holds);
});

test('every room is on the page, in the order of imports', () => {
  const rows = [...PAGE.matchAll(/^\| \[src\/([a-z]+)\]\(src\/\1\) \|/gm)].map(([, room]) => room);
  expect(rows).toEqual(ROOMS);
});

test.each(ROOMS)('the page has a word on each folder of %s, and on no other', room => {
  const [, text] = new RegExp(`^\\| \\[src/${room}\\]\\(src/${room}\\) \\| (.*) \\|$`, 'm').exec(PAGE)!;
  const folders = readdirSync(join(ROOT, 'src', room), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name);
  expect(folders.filter(name => !text.includes(`\`${name}\``))).toEqual([]);
});

test('links of the walks lead to files', () => {
  const links = [...PAGE.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, link]) => link);
  expect(links.length).toBeGreaterThan(60);
  expect(links.filter(link => !existsSync(join(ROOT, link)))).toEqual([]);
  // A name that is shown is that of the file: a reader who looks for it finds it.
  const named = [...PAGE.matchAll(/\[((?:src\/)?[\w/.-]+\.ts)\]\(([^)]+)\)/g)];
  expect(named.filter(([, name, link]) => !link.endsWith(name))).toEqual([]);
});
