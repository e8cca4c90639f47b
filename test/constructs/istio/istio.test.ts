import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { gateway, istio } from '../../../src';

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

  test('all Namespaces of an app, but those that say otherwise', () => {
    const app = new App();
    const scope = new Chart(app, 'shop');
    istio.AmbientNamespace.enrollAll(app);
    new ApiObject(scope, 'a', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } });
    new ApiObject(scope, 'b', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b', labels: { 'istio.io/dataplane-mode': 'none' } } });
    expect(synthesized(scope, 'Namespace').map(each => each.metadata.labels['istio.io/dataplane-mode'])).toEqual(['ambient', 'none']);
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
