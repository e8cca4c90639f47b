import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-30';
import { loadAll } from 'js-yaml';
import { ClusterCheck, ClusterGoal, gateway, istio } from '../../../src';
import { TextFile } from '../../../src/constructs/artifacts/text-file';
import { Plain } from '../../support/builders';
import { deployProblems, eachWithSchemas, WITHOUT_SCHEMAS } from '../../support/deploy-schemas';

function chart(namespace = 'shop'): Chart {
  return new Chart(Testing.app(), 'shop', { namespace });
}

const deployment = (scope: Chart, name: string): ApiObject => new ApiObject(scope, name, {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { template: { metadata: { labels: { app: name } }, spec: {} } },
});

const synthesized = (scope: Chart, kind: string): any[] => (Testing.synth(scope) as any[]).filter(each => each.kind === kind);

describe('AmbientMesh', () => {
  const valuesOf = (props: Partial<istio.AmbientMeshProps>): Record<string, unknown> => {
    const mesh = new istio.AmbientMesh(chart(), 'mesh', { version: '1.30.3', ...props });
    return Object.fromEntries(['base', 'istiod', 'cni', 'ztunnel'].map(name => [name, mesh.valuesOf(name)]));
  };

  test('values in the form that acts', () => {
    expect(valuesOf({ nativeNftables: true, cni: { excludedNamespaces: ['kube-system', 'legacy'] } })).toEqual({
      base: { defaultRevision: 'default', base: { validationFailurePolicy: 'Fail' } },
      istiod: { profile: 'ambient', global: { nativeNftables: true } },
      cni: { profile: 'ambient', global: { nativeNftables: true }, cni: { excludeNamespaces: ['kube-system', 'legacy'], istioOwnedCNIConfig: true } },
      ztunnel: {},
    });
  });

  test('GKE gets the directory that its chart does not always find', () => {
    expect(valuesOf({ platform: istio.IstioPlatform.GKE })).toMatchObject({ cni: { global: { platform: 'gke' }, cni: { cniBinDir: '/home/kubernetes/bin' } } });
  });

  test('istiod trusts the ztunnel of the platform, or of another name', () => {
    expect(valuesOf({ platform: istio.IstioPlatform.OPENSHIFT })).toMatchObject({ istiod: { pilot: { trustedZtunnelNamespace: 'kube-system' } } });
    expect(valuesOf({ ztunnel: { resourceName: 'zt' } })).toMatchObject({ istiod: { pilot: { trustedZtunnelName: 'zt' } }, ztunnel: { resourceName: 'zt' } });
  });

  test('what the charts refuse or pass over is an error', () => {
    const mesh = (props: istio.AmbientMeshProps) => () => new istio.AmbientMesh(chart(), 'mesh', props);
    expect(mesh({ version: '1.24.6', platform: istio.IstioPlatform.GKE })).toThrow('values.istiod.global.platform: "gke" is not a platform of Istio 1.24');
    expect(mesh({ version: '1.27', nativeNftables: true })).toThrow('shop/mesh: nativeNftables: Istio 1.27 does not have it; expected Istio 1.28 or later');
    expect(mesh({ version: '1.40' })).toThrow('version: "1.40" is not a known version');
  });

  test('the ways to a cluster', () => {
    const commands = new istio.AmbientMesh(chart(), 'mesh', { version: '1.30.3' }).commands!;
    expect(commands).toEqual([
      'kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.5.1/standard-install.yaml',
      expect.stringContaining('helm upgrade --install istio-base base '),
      expect.stringContaining('kubectl wait --for=condition=Established'),
      expect.stringContaining('helm upgrade --install istiod istiod '),
      expect.stringContaining('helm upgrade --install istio-cni cni '),
      expect.stringContaining('kubectl rollout status daemonset/istio-cni-node'),
      expect.stringContaining('helm upgrade --install ztunnel ztunnel '),
    ]);
    for (const delivery of [istio.IstioDelivery.fromFlux(), istio.IstioDelivery.fromArgoCd(), istio.IstioDelivery.fromK3s()]) {
      const scope = chart();
      new istio.AmbientMesh(scope, 'mesh', { version: '1.30.3', delivery });
      expect(Testing.synth(scope)).toMatchSnapshot();
    }
  });

  eachWithSchemas.each([
    ['Flux', istio.IstioDelivery.fromFlux({ objectsNamespace: 'gitops', interval: '30m' })],
    ['Argo CD', istio.IstioDelivery.fromArgoCd({ automated: true, project: 'platform' })],
    ['k3s', istio.IstioDelivery.fromK3s()],
  ])(`%s: its objects are as their schemas want them${WITHOUT_SCHEMAS}`, (_, delivery) => {
    for (const version of ['1.24.6', '1.28', '1.30.3']) {
      const scope = chart();
      new istio.AmbientMesh(scope, 'mesh', { version, delivery, platform: istio.IstioPlatform.OPENSHIFT });
      const objects = (Testing.synth(scope) as Plain[]).filter(({ kind }) => ['HelmRelease', 'HelmRepository', 'Application', 'HelmChart'].includes(kind as string));
      expect(objects.length).toBeGreaterThan(3);
      expect(objects.flatMap(deployProblems)).toEqual([]);
    }
  });

  test('the bundle of Gateway API of the minor, by each way, and never removed', () => {
    const made = (version: string, delivery: istio.IstioDelivery): any[] => {
      const scope = chart();
      new istio.AmbientMesh(scope, 'mesh', { version, delivery });
      return Testing.synth(scope);
    };
    const flux = made('1.24.6', istio.IstioDelivery.fromFlux());
    expect(flux.find(({ kind }) => kind === 'GitRepository').spec.ref).toEqual({ tag: 'v1.2.1' });
    expect(flux.find(({ kind }) => kind === 'Kustomization').spec.prune).toBe(false);
    const applications = made('1.28', istio.IstioDelivery.fromArgoCd({ automated: true }));
    expect(applications[0].spec.source.targetRevision).toBe('v1.4.1');
    expect(applications.map(({ spec: { syncPolicy } }) => syncPolicy.automated.prune)).toEqual([false, true, true, true, true]);

    const scope = chart();
    const mesh = new istio.AmbientMesh(scope, 'mesh', { version: '1.30.3', delivery: istio.IstioDelivery.fromK3s() });
    const script = mesh.node.tryFindChild('gateway-api') as TextFile;
    expect([script.path, script.content()]).toEqual(['istio/gateway-api.sh', expect.stringContaining('/v1.5.1/standard-install.yaml')]);
  });
});

describe('AmbientNamespace', () => {
  test('a Namespace with strict mutual TLS and a policy of the network', () => {
    const scope = chart();
    new istio.AmbientNamespace(scope, 'namespace', { metadata: { name: 'shop' }, strictMutualTls: true, networkPolicy: true });
    expect(Testing.synth(scope)).toMatchSnapshot();
  });

  test('an existing Namespace, and pods that stay outside', () => {
    const scope = chart();
    const existing = new ApiObject(scope, 'existing', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    new istio.AmbientNamespace(scope, 'namespace', { existing }).exclude(deployment(scope, 'legacy'));
    expect(synthesized(scope, 'Namespace')[0].metadata.labels).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
    expect(synthesized(scope, 'Deployment')[0].spec.template.metadata.labels).toEqual({ 'app': 'legacy', 'istio.io/dataplane-mode': 'none' });
  });

  describe('all of a scope', () => {
    const namespace = (scope: Chart, name: string, labels?: Record<string, string>): ApiObject => new ApiObject(scope, name, {
      apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...labels && { labels } },
    });
    const modes = (app: App): Record<string, unknown> => Object.fromEntries((loadAll(app.synthYaml()) as any[])
      .filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => [metadata.name, metadata.labels?.['istio.io/dataplane-mode']]));

    test('Namespaces made afterwards, included, and of cdk8s-plus, but those that say otherwise or that Istio leaves out', () => {
      const app = new App();
      const scope = new Chart(app, 'shop');
      istio.AmbientNamespace.enrollAll(scope);
      namespace(scope, 'a');
      namespace(scope, 'b', { 'istio.io/dataplane-mode': 'none' });
      namespace(scope, 'patched').addJsonPatch(JsonPatch.add('/metadata/labels', { 'istio.io/dataplane-mode': 'none' }));
      namespace(scope, 'kube-system');
      namespace(scope, 'istio-system');
      namespace(new Chart(app, 'other'), 'other');
      new Namespace(scope, 'plus', { metadata: { name: 'plus' } });
      const url = join(mkdtempSync(join(tmpdir(), 'include-')), 'namespaces.yaml');
      writeFileSync(url, 'apiVersion: v1\nkind: Namespace\nmetadata: { name: included }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: kept }\n');
      new Include(scope, 'included', { url });
      expect(modes(app)).toEqual({
        'a': 'ambient', 'b': 'none', 'patched': 'none', 'kube-system': undefined, 'istio-system': undefined, 'other': undefined, 'plus': 'ambient', 'included': 'ambient',
      });
    });

    test('checks of the app see the labels', () => {
      const app = new App();
      const scope = new Chart(app, 'shop');
      istio.AmbientNamespace.enrollAll(app);
      namespace(scope, 'shop');
      new ApiObject(scope, 'policy', {
        apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'p', namespace: 'shop' }, spec: { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] },
      });
      const check = ClusterCheck.fromApp(scope, { goal: ClusterGoal.ambient({ istioVersion: '1.30' }) });
      expect(check.findings.map(({ ruleId }) => ruleId)).toContain('authz-l7-at-ztunnel-allow');
    });

    test('one that gets sidecars is an error', () => {
      const app = new App();
      istio.AmbientNamespace.enrollAll(app);
      namespace(new Chart(app, 'shop'), 'a', { 'istio.io/rev': 'stable' });
      expect(() => app.synthYaml()).toThrow('shop/a: the label istio.io/rev gives its pods sidecars, which ambient mode leaves out; remove it');
    });
  });

  test('a Namespace whose pods get sidecars is refused', () => {
    const metadata = { name: 'shop', labels: { 'istio-injection': 'enabled' } };
    expect(() => new istio.AmbientNamespace(chart(), 'namespace', { metadata }))
      .toThrow('shop/namespace: the label istio-injection gives its pods sidecars, which ambient mode leaves out; remove it');
  });
});

describe('Waypoint', () => {
  test('a Gateway with its listener, and a policy against going around it', () => {
    const scope = chart();
    const waypoint = new istio.Waypoint(scope, 'waypoint', { allowFrom: gateway.AllowedNamespaces.fromNames('blog') });
    waypoint.requireFor({ app: 'cart' });
    expect(Testing.synth(scope)).toMatchSnapshot();
  });

  test('serves Services, and objects of other namespaces', () => {
    const scope = chart();
    const waypoint = new istio.Waypoint(scope, 'waypoint');
    waypoint.serve(new ApiObject(scope, 'cart', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' } }));
    waypoint.serve(new ApiObject(scope, 'blog', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'blog', namespace: 'blog' } }));
    expect(synthesized(scope, 'Service').map(each => each.metadata.labels)).toEqual([
      { 'istio.io/use-waypoint': 'waypoint' }, { 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'shop' },
    ]);
  });

  test('does not take what it is not for, nor the name that stands for none', () => {
    const scope = chart();
    expect(() => new istio.Waypoint(scope, 'a').serve(deployment(scope, 'cart')))
      .toThrow('shop/a: traffic: "service" is not for a Deployment; expected "all" or "workload"');
    expect(() => new istio.Waypoint(scope, 'b', { metadata: { name: 'none' } })).toThrow('metadata.name: "none" stands for no waypoint');
  });
});

describe('AmbientAuthorizationPolicy', () => {
  test('rules about connections select pods, rules about requests target what uses a waypoint', () => {
    const scope = chart();
    const waypoint = new istio.Waypoint(scope, 'waypoint');
    const cart = new ApiObject(scope, 'cart', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' } });
    new istio.AmbientAuthorizationPolicy(scope, 'l4', {
      metadata: { name: 'l4' }, rules: istio.AmbientRules.fromL4({ podLabels: { app: 'db' }, rules: [{ sources: [{ serviceAccounts: ['cart'] }], ports: [5432] }] }),
    });
    new istio.AmbientAuthorizationPolicy(scope, 'l7', {
      metadata: { name: 'l7' },
      action: istio.AuthorizationAction.DENY,
      rules: istio.AmbientRules.fromL7({ waypoint, targets: [cart], rules: [{ methods: ['DELETE'], conditions: [{ key: 'request.headers[x-role]', notValues: ['admin'] }] }] }),
    });
    new istio.AmbientAuthorizationPolicy(scope, 'all', { metadata: { name: 'all' }, rules: istio.AmbientRules.fromL7({ waypoint, rules: [{ paths: ['/public/*'] }] }) });
    expect(synthesized(scope, 'AuthorizationPolicy').map(each => each.spec)).toMatchSnapshot();
  });

  test('what the webhook refuses is an error', () => {
    const policy = (source: istio.L4Source) => () => new istio.AmbientAuthorizationPolicy(chart(), 'p', { rules: istio.AmbientRules.fromL4({ rules: [{ sources: [source] }] }) });
    expect(policy({})).toThrow('shop/p: rules[0].from[0].source: is empty');
    expect(policy({ ipBlocks: ['10.0.0.0/33'] })).toThrow('"10.0.0.0/33" is not a CIDR');
    const scope = chart();
    const waypoint = new istio.Waypoint(scope, 'waypoint');
    expect(() => istio.AmbientRules.fromL7({ waypoint, targets: [deployment(scope, 'cart')], rules: [{}] })).toThrow('a Deployment cannot be a target');
  });
});
