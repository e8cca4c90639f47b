import { ApiObject, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { ChartRelease } from './chart-release';
import { TextFile } from '../artifacts/text-file';

const REPOSITORY = 'https://istio-release.storage.googleapis.com/charts';

/**
 * Where the bundle of Gateway API comes from. config/crd/kustomization.yaml lists the standard channel there at each tag from v1.2.1 to v1.6.0; the
 * experimental one is in a folder beside it.
 */
const GATEWAY_API = { name: 'gateway-api', repository: 'https://github.com/kubernetes-sigs/gateway-api', path: 'config/crd' };

/** How files of values and commands are written. */
export interface IstioCommandsOptions {
  /**
   * The folder in the app's output folder.
   *
   * @default istio
   */
  readonly folder?: string;
}

/** How Flux installs the charts. */
export interface IstioFluxOptions {
  /**
   * The namespace of the objects of Flux.
   *
   * @default flux-system
   */
  readonly objectsNamespace?: string;
  /**
   * How often Flux compares, as a Go duration.
   *
   * @default 1h
   */
  readonly interval?: string;
}

/** How Argo CD installs the charts. */
export interface IstioArgoCdOptions {
  /**
   * The namespace of the Applications.
   *
   * @default argocd
   */
  readonly objectsNamespace?: string;
  /**
   * The project.
   *
   * @default default
   */
  readonly project?: string;
  /**
   * The address of the API server of the cluster that Istio is for.
   *
   * @default https://kubernetes.default.svc
   */
  readonly server?: string;
  /**
   * Whether Argo CD synchronizes by itself. The waves have their order where another Application makes these, and Argo CD has a health check for
   * Applications.
   *
   * @default false
   */
  readonly automated?: boolean;
}

/** How the Helm controller of k3s installs the charts. */
export interface IstioK3sOptions {
  /**
   * The folder of the script for Gateway API in the app's output folder.
   *
   * @default istio
   */
  readonly folder?: string;
}

/** What is delivered. */
interface MeshRelease {
  readonly version: string;
  readonly gatewayApi: string;
  readonly charts: readonly ChartRelease[];
}

/** What a delivery has made. */
interface Delivered {
  readonly objects: ApiObject[];
  readonly commands?: string[];
}

/** How the charts of Istio get to a cluster. All of them come in one order: Gateway API, base, istiod, cni, ztunnel. */
export class IstioDelivery {
  /**
   * Files of values beside the manifests, and a script with the commands in their order.
   *
   * @param options the folder
   */
  public static fromCommands(options: IstioCommandsOptions = {}): IstioDelivery {
    return new IstioDelivery((scope, release) => {
      const { folder = 'istio' } = options;
      for (const { chart, values } of release.charts) {
        new TextFile(scope, chart, `${folder}/${chart}.values`, `# Values of the chart ${chart} of Istio ${release.version}\n${Yaml.stringify(values)}`);
      }
      const commands = [
        gatewayApiCommand(release),
        ...release.charts.flatMap(({ chart, release: name, namespace }) => [
          `helm upgrade --install ${name} ${chart} --repo ${REPOSITORY} --version ${release.version} --namespace ${namespace} --create-namespace --values ${chart}.values --wait`,
          ...WAITS[chart]?.(name, namespace) ?? [],
        ]),
      ];
      new TextFile(scope, 'commands', `${folder}/install.sh`, script('Run this in its folder. Each step waits for the one before it.', commands));
      return { objects: [], commands };
    });
  }

  /**
   * Flux: a HelmRelease of helm.toolkit.fluxcd.io/v2 for each chart, each waiting for the one before it, and the source of the charts. Gateway API is a
   * Kustomization of kustomize.toolkit.fluxcd.io/v1, which removes nothing when it goes. A HelmRelease cannot wait for it, and need not: istiod takes up
   * Gateways when their definition appears.
   *
   * @param options the objects
   */
  public static fromFlux(options: IstioFluxOptions = {}): IstioDelivery {
    return new IstioDelivery((scope, { version, gatewayApi, charts }) => {
      const { objectsNamespace: namespace = 'flux-system', interval = '1h' } = options;
      const { name, repository, path } = GATEWAY_API;
      const source = { kind: 'HelmRepository', name: 'istio', namespace };
      return {
        objects: [
          new ApiObject(scope, 'gateway-api-source', {
            apiVersion: 'source.toolkit.fluxcd.io/v1',
            kind: 'GitRepository',
            metadata: { name, namespace },
            spec: { url: repository, interval, ref: { tag: `v${gatewayApi}` }, ignore: `/*\n!/${path.split('/')[0]}\n` },
          }),
          new ApiObject(scope, 'gateway-api', {
            apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
            kind: 'Kustomization',
            metadata: { name, namespace },
            // Without these definitions, all Gateways and routes would be gone.
            spec: { interval, sourceRef: { kind: 'GitRepository', name }, path: `./${path}`, prune: false, wait: true },
          }),
          new ApiObject(scope, 'source', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository', metadata: { name: 'istio', namespace }, spec: { url: REPOSITORY, interval } }),
          ...charts.map(({ chart, release, namespace: targetNamespace, values }, i) => new ApiObject(scope, chart, {
            apiVersion: 'helm.toolkit.fluxcd.io/v2',
            kind: 'HelmRelease',
            metadata: { name: release, namespace },
            spec: {
              interval,
              releaseName: release,
              targetNamespace,
              storageNamespace: targetNamespace,
              install: { createNamespace: true, ...chart === 'base' && { crds: 'Create' } },
              ...chart === 'base' && { upgrade: { crds: 'CreateReplace' } },
              ...i > 0 && { dependsOn: [{ name: charts[i - 1].release }] },
              chart: { spec: { chart, version, interval, sourceRef: source } },
              values,
            },
          })),
        ],
      };
    });
  }

  /**
   * Argo CD: an Application for Gateway API and one for each chart, in waves of a synchronization.
   *
   * @param options the objects
   */
  public static fromArgoCd(options: IstioArgoCdOptions = {}): IstioDelivery {
    return new IstioDelivery((scope, { version, gatewayApi, charts }) => {
      const application = (
        id: string, name: string, wave: number, namespace: string, source: object, isPruned: boolean,
      ): ApiObject => new ApiObject(scope, id, {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name, namespace: options.objectsNamespace ?? 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } },
        spec: {
          project: options.project ?? 'default',
          destination: { server: options.server ?? 'https://kubernetes.default.svc', namespace },
          source,
          syncPolicy: { ...options.automated && { automated: { prune: isPruned, selfHeal: true } }, syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] },
        },
      });
      const { name, repository, path } = GATEWAY_API;
      return {
        objects: [
          // Without its definitions, all Gateways and routes would be gone: they are never removed.
          application(name, name, 0, charts[0].namespace, { repoURL: `${repository}.git`, targetRevision: `v${gatewayApi}`, path }, false),
          ...charts.map(({ chart, release, namespace, values }, i) => application(chart, release, i + 1, namespace, {
            repoURL: REPOSITORY, chart, targetRevision: version, helm: { releaseName: release, valuesObject: values },
          }, true)),
        ],
      };
    });
  }

  /**
   * The Helm controller of k3s and RKE2: a HelmChart for each chart. Their order is not kept there: charts are tried again until they succeed. There is no
   * chart of Gateway API: a script beside the manifests installs it.
   *
   * @param options the folder of the script
   */
  public static fromK3s(options: IstioK3sOptions = {}): IstioDelivery {
    return new IstioDelivery((scope, release) => {
      const path = `${options.folder ?? 'istio'}/gateway-api.sh`;
      new TextFile(scope, 'gateway-api', path, script('Gateway API, which waypoints and routes are objects of.', [gatewayApiCommand(release)]));
      return {
        objects: release.charts.map(({ chart, release: name, namespace, values }) => new ApiObject(scope, chart, {
          apiVersion: 'helm.cattle.io/v1',
          kind: 'HelmChart',
          metadata: { name, namespace: 'kube-system' },
          spec: { repo: REPOSITORY, chart, version: release.version, targetNamespace: namespace, createNamespace: true, valuesContent: Yaml.stringify(values) },
        })),
      };
    });
  }

  private constructor(private readonly make: (scope: Construct, release: MeshRelease) => Delivered) {}

  /** @internal */
  public _deliver(scope: Construct, release: MeshRelease): Delivered {
    return this.make(scope, release);
  }
}

function gatewayApiCommand({ gatewayApi }: MeshRelease): string {
  return `kubectl apply --server-side -f ${GATEWAY_API.repository}/releases/download/v${gatewayApi}/standard-install.yaml`;
}

function script(comment: string, commands: readonly string[]): string {
  return ['#!/bin/sh', `# ${comment}`, 'set -e', ...commands, ''].join('\n');
}

/** What shows that a chart is ready, beside what `helm --wait` waits for. */
const WAITS: Readonly<Partial<Record<ChartRelease['chart'], (name: string, namespace: string) => string[]>>> = {
  base: () => ['kubectl wait --for=condition=Established --timeout=60s crd/authorizationpolicies.security.istio.io'],
  cni: (_, namespace) => [`kubectl rollout status daemonset/istio-cni-node --namespace ${namespace}`],
};
