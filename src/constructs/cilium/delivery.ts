import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Helm, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { ArgoCdDeliveryOptions, DeliveryOptions, FluxDeliveryOptions, HelmDeliveryOptions, ValuesFileOptions } from './delivery-options';
import { InputError, quoted } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { kubernetesVersion as readKubernetesVersion } from '../../base/version/kubernetes-version';
import { Rendering } from '../../programs/cilium/rules/rule';
import { ciliumMinorOf } from '../../programs/cilium/target';
import { TextFile } from '../artifacts/text-file';
import { withPath } from '../props/with-path';

const REPOSITORY = 'https://helm.cilium.io';
const SYSTEM = 'kube-system';
const OCI = 'oci://quay.io/cilium/charts/cilium';

/** What is delivered. */
interface Release {
  /** `1.20` or `1.20.0`. */
  readonly version: string;
  readonly values: PlainObject;
}

/** Where it is installed. */
interface Target {
  readonly name: string;
  readonly namespace: string;
  /** Whether the namespace is one that a cluster does not have by itself. */
  readonly isNew: boolean;
}

/** What is known about how the chart is rendered. */
interface HowRendered {
  /** Whether templates cannot look at objects of the cluster. */
  readonly isOffline: boolean;
  /** Whether templates see which APIs the cluster has. */
  readonly knowsApis: boolean;
  /** Those that are given. */
  readonly apiVersions?: string[];
}

const IN_CLUSTER: HowRendered = { isOffline: false, knowsApis: true };

/** Only the cluster knows whether it has them, so values that need them are not wrong. */
const OPTIONAL_APIS: readonly string[] = ['monitoring.coreos.com/v1'];

/** Of namespaces, and of the releases of Helm, which are at most 53 characters long. */
const NAME = /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/;

/** Of the CustomResourceDefinitions of Flux. */
const INTERVAL = /^(\d+(\.\d+)?(ms|s|m|h))+$/;

/** How values get to a cluster. */
export class Delivery {
  /**
   * A file of values beside the manifests, with the command for helm in its comments.
   *
   * @param options the file and the release
   */
  public static fromValuesFile(options: ValuesFileOptions = {}): Delivery {
    const path = options.path ?? 'cilium/cilium.values';
    return new Delivery(options, IN_CLUSTER, (scope, release, { name, namespace, isNew }) => {
      const command = `helm upgrade --install ${name} cilium --repo ${REPOSITORY} --version ${release.version} --namespace ${namespace}`
        + `${isNew ? ' --create-namespace' : ''} --values ${path}`;
      const file = new TextFile(scope, 'Values', path, `# ${command}\n${Yaml.stringify(release.values)}`);
      return { objects: [], command, file: file.path };
    });
  }

  /**
   * Flux: a HelmRelease of helm.toolkit.fluxcd.io/v2 and the source of the chart. Flux itself needs a network, so it upgrades a Cilium that is there.
   * Policies have to wait for the CustomResourceDefinitions, which the operator makes: in a Kustomization that depends on that of Cilium.
   *
   * @param options the objects and the release
   */
  public static fromFlux(options: FluxDeliveryOptions = {}): Delivery {
    return new Delivery(options, IN_CLUSTER, (scope, { version, values }, { name, namespace, isNew }) => {
      const { objectsNamespace = 'flux-system', interval = '1h', oci = false } = options;
      if (!INTERVAL.test(interval)) throw new InputError(`${scope.node.path}: delivery: interval: ${quoted(interval)} is not a duration; expected one as in "30m" or "1h30m"`);
      // A tag is a whole version, and a chart's version may be a range.
      const ref = /^\d+\.\d+$/.test(version) ? { semver: `${version}.x` } : { tag: version };
      const metadata = { name, namespace: objectsNamespace };
      const source = oci
        ? { kind: 'OCIRepository', spec: { url: OCI, interval, ref, layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' } } }
        : { kind: 'HelmRepository', spec: { url: REPOSITORY, interval } };
      const reference = { kind: source.kind, name, namespace: objectsNamespace };
      return {
        objects: [
          new ApiObject(scope, 'Source', { apiVersion: 'source.toolkit.fluxcd.io/v1', ...source, metadata }),
          new ApiObject(scope, 'Release', {
            apiVersion: 'helm.toolkit.fluxcd.io/v2',
            kind: 'HelmRelease',
            metadata,
            spec: {
              interval,
              releaseName: name,
              targetNamespace: namespace,
              storageNamespace: namespace,
              ...isNew && { install: { createNamespace: true } },
              ...oci ? { chartRef: reference } : { chart: { spec: { chart: 'cilium', version, interval, sourceRef: reference } } },
              values,
            },
          }),
        ],
      };
    });
  }

  /**
   * Argo CD: an Application. Argo CD renders the chart without a look at the cluster, so nothing is looked up there. Unless it runs in another cluster,
   * it needs a network itself, so it upgrades a Cilium that is there. Policies have to wait for the CustomResourceDefinitions, which the operator
   * makes: with the annotation `argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true`, and in a later wave.
   *
   * @param options the object and the release
   */
  public static fromArgoCd(options: ArgoCdDeliveryOptions = {}): Delivery {
    const rendering = { isOffline: true, knowsApis: true, apiVersions: options.apiVersions };
    return new Delivery(options, rendering, (scope, { version, values }, { name, namespace, isNew }) => ({
      objects: [new ApiObject(scope, 'Application', {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name, namespace: options.objectsNamespace ?? 'argocd' },
        spec: {
          project: options.project ?? 'default',
          destination: { server: options.server ?? 'https://kubernetes.default.svc', namespace },
          source: {
            repoURL: REPOSITORY,
            chart: 'cilium',
            targetRevision: version,
            helm: {
              releaseName: name, valuesObject: values, kubeVersion: versionOf(scope, options.kubernetesVersion), apiVersions: options.apiVersions,
            },
          },
          syncPolicy: {
            ...options.automated && { automated: { prune: true, selfHeal: true } },
            // Some of its ConfigMaps are larger than what an annotation of a client-side apply may be.
            syncOptions: ['ServerSideApply=true', ...isNew ? ['CreateNamespace=true'] : []],
          },
        },
      })],
    }));
  }

  /**
   * The Helm controller of k3s: a HelmChart that is installed before there is a network. k3s has to run with `--flannel-backend=none` and
   * `--disable-network-policy`, and with `--disable-kube-proxy` where Cilium replaces it.
   *
   * @param options the release
   */
  public static fromK3s(options: DeliveryOptions = {}): Delivery {
    return new Delivery(options, IN_CLUSTER, (scope, { version, values }, { name, namespace, isNew }) => ({
      objects: [new ApiObject(scope, 'Chart', {
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChart',
        metadata: { name, namespace: 'kube-system' },
        spec: {
          repo: REPOSITORY,
          chart: 'cilium',
          version,
          targetNamespace: namespace,
          ...isNew && { createNamespace: true },
          bootstrap: true,
          valuesContent: Yaml.stringify(values),
        },
      })],
    }));
  }

  /** RKE2, whose bundled chart of Cilium takes its values from a HelmChartConfig. The version is that of RKE2, and is not set here. */
  public static fromRke2(): Delivery {
    return new Delivery({}, IN_CLUSTER, (scope, { values }) => ({
      objects: [new ApiObject(scope, 'Config', {
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChartConfig',
        metadata: { name: 'rke2-cilium', namespace: 'kube-system' },
        spec: { valuesContent: Yaml.stringify(values) },
      })],
    }));
  }

  /**
   * cdk8s: the chart is rendered into the manifests by `helm template`, which has to be installed. Nothing is looked up in the cluster, and hooks are
   * plain objects.
   *
   * @param options how it is rendered
   */
  public static fromHelm(options: HelmDeliveryOptions): Delivery {
    const rendering = { isOffline: true, knowsApis: false, apiVersions: options.apiVersions };
    return new Delivery(options, rendering, (scope, { version, values }, { name, namespace }) => {
      const { kubernetesVersion, apiVersions = [], helmExecutable, chartPath } = options;
      refuseOtherChart(scope, chartPath, version);
      const helm = new Helm(scope, 'Helm', {
        chart: chartPath ?? 'cilium',
        ...chartPath === undefined && { repo: REPOSITORY, version },
        releaseName: name,
        namespace,
        values,
        helmExecutable,
        helmFlags: ['--kube-version', versionOf(scope, kubernetesVersion)!, ...apiVersions.flatMap(each => ['--api-versions', each])],
      });
      return { objects: helm.apiObjects };
    });
  }

  private constructor(
    private readonly options: DeliveryOptions,
    private readonly rendering: HowRendered,
    private readonly make: (scope: Construct, release: Release, target: Target) => Delivered,
  ) {}

  /** @internal */
  public get _rendering(): Rendering {
    const { isOffline, knowsApis, apiVersions = [] } = this.rendering;
    return { isOffline, apiVersions: [...apiVersions, ...knowsApis ? OPTIONAL_APIS : []], namespace: this.options.namespaceName ?? SYSTEM };
  }

  /** @internal */
  public _deliver(scope: Construct, release: Release): Delivered {
    const { releaseName: name = 'cilium', namespaceName: namespace = SYSTEM } = this.options;
    for (const [property, text] of Object.entries({ releaseName: name, namespaceName: namespace })) {
      if (!NAME.test(text)) throw new InputError(`${scope.node.path}: delivery: ${property}: ${quoted(text)} is not a name; expected lower-case letters, digits and "-", for example, "cilium"`);
    }
    return this.make(scope, { ...release, version: release.version.trim().replace(/^v/, '') }, { name, namespace, isNew: namespace !== SYSTEM });
  }
}

/** A version of Kubernetes that charts can be rendered for. */
function versionOf(scope: Construct, version: string | undefined): string | undefined {
  if (version !== undefined) withPath(scope.node.path, () => readKubernetesVersion(version, 'delivery: kubernetesVersion'));
  return version;
}

/** Values are checked for the version that is given, and a chart on disk has one of its own. */
function refuseOtherChart(scope: Construct, chartPath: string | undefined, version: string): void {
  const file = chartPath !== undefined && join(chartPath, 'Chart.yaml');
  if (!file || !existsSync(file)) return;
  const found = /^version: *["']?([^\s"']+)/m.exec(readFileSync(file, 'utf8'))?.[1];
  if (found === undefined || ciliumMinorOf(found) === ciliumMinorOf(version)) return;
  throw new InputError(`${scope.node.path}: delivery: chartPath: the chart is of version ${found}, and values are checked for ${version}; expected a chart of the same minor`);
}

/** What a delivery has made. */
interface Delivered {
  readonly objects: ApiObject[];
  readonly command?: string;
  readonly file?: string;
}
