import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { createAccess } from './addon-access';
import { createConfigMap, kubeconfigText } from './config-map';
import { createDaemonSet } from './daemon-set';
import { migratedProps } from './from-config-map';
import { KubeProxyFromConfigMapOptions } from './from-config-map-options';
import { NftablesKubeProxyProps } from './nftables-kube-proxy-props';
import { daemonSetNameOf, namespaceOf } from './object-metadata';
import { KubeProxyPlan, planKubeProxy } from './plan';
import { previewApp, PreviewedProxy, previewPage } from './preview-app';
import { PREVIEW_OPTIONS } from './preview-names';
import { KubeProxyPreviewOptions } from './preview-options';
import { InputError } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { Ruleset } from '../../dataplane/ruleset';
import { KubeProxyMigrationDecision } from '../../programs/kube-proxy/migration-decision';
import { renderKubeProxyConfiguration } from '../../programs/kube-proxy/render';
import { refuseUnknown } from '../props/known-properties';

/**
 * kube-proxy in nftables mode, as kubeadm would install it: the ConfigMap `kube-proxy` in `kube-system` that holds
 * its configuration and, with `addon`, the ServiceAccount, the RBAC objects and the DaemonSet, too.
 */
export class NftablesKubeProxy extends Construct {
  /**
   * The kube-proxy of an existing cluster in nftables mode. Every setting that still means something is kept, masqueradeAll,
   * masqueradeBit and the sync periods are carried over from `iptables`, and the rest is dropped: `decisions` has them all. The
   * ConfigMap keeps its name, its labels and its other keys.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param configMap the ConfigMap `kube-proxy` of any mode, as an object or as the YAML or JSON that `kubectl get -o yaml` prints;
   * a List that holds it, or its KubeProxyConfiguration alone, will do as well
   * @param options the version, and what is to differ
   * @throws an error where it holds no configuration, or one that kube-proxy refuses
   */
  public static fromConfigMap(scope: Construct, id: string, configMap: any, options: KubeProxyFromConfigMapOptions): NftablesKubeProxy {
    const { props, decisions } = migratedProps(configMap, options, scope.node.path === '' ? id : `${scope.node.path}/${id}`);
    const kubeProxy = new NftablesKubeProxy(scope, id, props);
    kubeProxy.migrationDecisions.push(...decisions);
    return kubeProxy;
  }

  /**
   * The ConfigMap with the configuration.
   */
  public readonly configMap: ApiObject;

  /**
   * The DaemonSet, if `addon` asks for it.
   */
  public readonly daemonSet?: ApiObject;

  private readonly plan: KubeProxyPlan;
  private readonly migrationDecisions: KubeProxyMigrationDecision[] = [];
  private podSubnet?: string;

  /**
   * Checks all properties and makes the objects.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: NftablesKubeProxyProps) {
    super(scope, id);
    this.plan = planKubeProxy(props, this.node.path);

    const { addon, metadata } = props;
    const namespace = namespaceOf(metadata);
    // In kubeadm's order, which creates what the DaemonSet needs before it.
    const serviceAccountName = addon && createAccess(this, metadata, addon);
    const { configurationKey = 'config.conf' } = props;
    const data = {
      ...props.extraData,
      ...addon && { 'kubeconfig.conf': kubeconfigText(addon.controlPlaneEndpoint) },
      [configurationKey]: this.configurationText,
    };
    this.configMap = createConfigMap(this, data, this.plan.notices, metadata);
    this.daemonSet = addon && createDaemonSet(this, {
      name: daemonSetNameOf(metadata, addon),
      image: this.plan.image!,
      configMap: this.configMap,
      configurationKey,
      namespace,
      serviceAccountName: serviceAccountName!,
      options: addon,
    });
    throwWhereRepeated(this);
  }

  /**
   * The name of the ConfigMap.
   */
  public get name(): string {
    return this.configMap.name;
  }

  /**
   * The KubeProxyConfiguration as plain data, with every field that `config.conf` holds. It is a copy: changing it
   * changes nothing.
   */
  public get configuration(): any {
    return structuredClone(this.plan.configuration);
  }

  /**
   * The KubeProxyConfiguration as YAML, which is what `config.conf` holds.
   */
  public get configurationText(): string {
    return renderKubeProxyConfiguration(this.plan.configuration);
  }

  /**
   * The ruleset that this kube-proxy programs on a node for the Services of the app, whichever library made them, and for further
   * objects. Where the app holds the same objects for several clusters, those of its own stage count. What only a running cluster decides is filled in deterministically: ClusterIPs and NodePorts
   * are allocated, endpoints are made from the workloads that a Service selects. The ruleset's `assumptions` list it all.
   *
   * The app is taken as it is at the time of the call, so call this when all Services are there, or use a `RulesetFile`
   * or a `RulesetConfigMap`, which wait for the app to be synthesized.
   *
   * @param options the node, and what the app does not tell
   * @throws an error that names object and field where something is missing or wrong
   */
  public preview(options: KubeProxyPreviewOptions): Ruleset {
    refuseUnknown(`${this.node.path}: preview`, options, PREVIEW_OPTIONS);
    return previewApp(this, this.previewed, options);
  }

  /**
   * The same as a page for a browser.
   *
   * @internal
   */
  public _previewPage(options: KubeProxyPreviewOptions): string {
    return previewPage(this, this.previewed, options);
  }

  private get previewed(): PreviewedProxy {
    const { clusterCIDR = '', ...document } = this.plan.configuration as PlainObject;
    const configuration = { document: { ...document, clusterCIDR: clusterCIDR || this.podSubnet }, description: this.node.path };
    return { kubernetesVersion: this.plan.kubernetesMinor, configuration };
  }

  /**
   * Previews with the CIDR that kubeadm fills in where the configuration has none.
   * @internal
   */
  public _fillClusterCidr(podSubnet: string): void {
    this.podSubnet = podSubnet;
  }

  /**
   * What became of each setting of the ConfigMap that this one was made from, and why. Empty where it was not made by
   * `fromConfigMap`. Unknown fields are among them.
   */
  public get decisions(): KubeProxyMigrationDecision[] {
    return structuredClone(this.migrationDecisions);
  }

  /**
   * What to know about this configuration in this version of Kubernetes, such as that its mode is deprecated. The
   * ConfigMap has the same in its annotation `cdk8s-nftables/notice`.
   */
  public get notices(): string[] {
    return [...this.plan.notices];
  }
}

/** Two of a chart may not make one object: cdk8s would write both, and the last one that is applied would win. */
function throwWhereRepeated(kubeProxy: NftablesKubeProxy): void {
  const others = Chart.of(kubeProxy).node.findAll().filter(construct => construct instanceof NftablesKubeProxy && construct !== kubeProxy);
  const own = objectsOf(kubeProxy);
  for (const other of others) {
    const [repeated] = objectsOf(other).filter(name => own.includes(name));
    if (repeated === undefined) continue;
    throw new InputError(`${kubeProxy.node.path}: ${repeated} is that of ${other.node.path} as well: expected another metadata.name, which the names of the `
      + 'add-on\'s objects follow, and none of addon.daemonSetMetadata.name, addon.serviceAccountName and addon.clusterRoleBindingName twice');
  }
}

function objectsOf(scope: IConstruct): string[] {
  return scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .map(({ kind, metadata: { namespace }, name }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`);
}
