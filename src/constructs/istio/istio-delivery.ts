import { ApiObject, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { ChartRelease } from './chart-release';
import { TextFile } from '../artifacts/text-file';

const REPOSITORY = 'https://istio-release.storage.googleapis.com/charts';

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
        `kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v${release.gatewayApi}/standard-install.yaml`,
        ...release.charts.flatMap(({ chart, release: name, namespace }) => [
          `helm upgrade --install ${name} ${chart} --repo ${REPOSITORY} --version ${release.version} --namespace ${namespace} --create-namespace --values ${chart}.values --wait`,
          ...WAITS[chart]?.(name, namespace) ?? [],
        ]),
      ];
      new TextFile(scope, 'commands', `${folder}/install.sh`, ['#!/bin/sh', '# Run this in its folder. Each step waits for the one before it.', 'set -e', ...commands, ''].join('\n'));
      return { objects: [], commands };
    });
  }

  /**
   * Flux: a HelmRelease of helm.toolkit.fluxcd.io/v2 for each chart, each waiting for the one before it, and the source of the charts. Gateway API has to
   * be in the cluster.
   *
   * @param options the objects
   */
  public static fromFlux(options: IstioFluxOptions = {}): IstioDelivery {
    return new IstioDelivery((scope, { version, charts }) => {
      const { objectsNamespace: namespace = 'flux-system', interval = '1h' } = options;
      const source = { kind: 'HelmRepository', name: 'istio', namespace };
      return {
        objects: [
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
   * Argo CD: an Application for each chart, in waves of a synchronization. Gateway API has to be in the cluster.
   *
   * @param options the objects
   */
  public static fromArgoCd(options: IstioArgoCdOptions = {}): IstioDelivery {
    return new IstioDelivery((scope, { version, charts }) => ({
      objects: charts.map(({ chart, release, namespace, values }, i) => new ApiObject(scope, chart, {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: release, namespace: options.objectsNamespace ?? 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': String(i) } },
        spec: {
          project: options.project ?? 'default',
          destination: { server: options.server ?? 'https://kubernetes.default.svc', namespace },
          source: { repoURL: REPOSITORY, chart, targetRevision: version, helm: { releaseName: release, valuesObject: values } },
          syncPolicy: { syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] },
        },
      })),
    }));
  }

  /** The Helm controller of k3s and RKE2: a HelmChart for each chart. Their order is not kept there: charts are tried again until they succeed. */
  public static fromK3s(): IstioDelivery {
    return new IstioDelivery((scope, { version, charts }) => ({
      objects: charts.map(({ chart, release, namespace, values }) => new ApiObject(scope, chart, {
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChart',
        metadata: { name: release, namespace: 'kube-system' },
        spec: { repo: REPOSITORY, chart, version, targetNamespace: namespace, createNamespace: true, valuesContent: Yaml.stringify(values) },
      })),
    }));
  }

  private constructor(private readonly make: (scope: Construct, release: MeshRelease) => Delivered) {}

  /** @internal */
  public _deliver(scope: Construct, release: MeshRelease): Delivered {
    return this.make(scope, release);
  }
}

/** What shows that a chart is ready, beside what `helm --wait` waits for. */
const WAITS: Readonly<Partial<Record<ChartRelease['chart'], (name: string, namespace: string) => string[]>>> = {
  base: () => ['kubectl wait --for=condition=Established --timeout=60s crd/authorizationpolicies.security.istio.io'],
  cni: (_, namespace) => [`kubectl rollout status daemonset/istio-cni-node --namespace ${namespace}`],
};
