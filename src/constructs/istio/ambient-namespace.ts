import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { createIstioObject } from './istio-object';
import { addLabel } from './labels';
import { Waypoint } from './waypoint';
import { InputError, quoted } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { HBONE_PORT, ISTIO, PROBE_SOURCES, ROOT_NAMESPACE } from '../../programs/istio/names';
import { withoutNamespace } from '../objects/cluster-scoped';
import { addVisitor } from '../objects/visitors';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/** Properties of `AmbientNamespace`. */
export interface AmbientNamespaceProps {
  /**
   * The Namespace, where the app makes it already.
   *
   * @default - one is made of `metadata`
   */
  readonly existing?: ApiObject;
  /**
   * Name, labels and annotations of a Namespace that is made.
   *
   * @default - the name is made from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * Whether its pods refuse plain text from outside of the mesh, by a PeerAuthentication that is STRICT.
   *
   * @default false
   */
  readonly strictMutualTls?: boolean;
  /**
   * Whether a NetworkPolicy admits the tunnels of the mesh and the probes of the kubelet, and lets tunnels out. Namespaces whose pods are isolated by
   * other policies need it: it adds to what these admit. On its own it isolates the pods from everything else.
   *
   * @default false
   */
  readonly networkPolicy?: boolean;
  /**
   * The waypoint for all Services of the namespace.
   *
   * @default - none
   */
  readonly waypoint?: Waypoint;
}

const PROPERTIES: PropertyNames<AmbientNamespaceProps> = {
  existing: true, metadata: true, strictMutualTls: true, networkPolicy: true, waypoint: true,
};

/** A namespace whose pods are in the mesh, without sidecars and without restarts. */
export class AmbientNamespace extends Construct {
  /**
   * Enrolls every Namespace of a scope, as an aspect would: also those that are made afterwards, those of included manifests and Helm charts, and those of
   * cdk8s-plus. Left out are those with a label istio.io/dataplane-mode, and those that Istio leaves out itself: kube-system, and that of istiod. They
   * have the label when the app is synthesized, and when a `ClusterCheck` reads it. A Namespace that gets sidecars is an error then.
   *
   * @param scope the app, a chart, or a construct
   */
  public static enrollAll(scope: IConstruct): void {
    addVisitor(scope, object => {
      if (object.kind !== 'Namespace' || NEVER_ENROLLED.includes(object.name)) return [];
      const labels = labelsOf(object);
      if (labels[ISTIO.dataplaneMode] !== undefined) return [];
      const problem = sidecarProblem(labels);
      if (problem) return [`${object.node.path}: ${problem}`];
      enroll(object);
      return [];
    });
  }

  /** The Namespace. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error where the object is not a Namespace, or gets sidecars
   */
  constructor(scope: Construct, id: string, props: AmbientNamespaceProps = {}) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    const { existing, metadata, strictMutualTls = false, networkPolicy = false, waypoint } = props;
    if (existing && metadata) throw new InputError(`${this.node.path}: metadata: cannot be combined with existing; set only one`);
    if (existing && existing.kind !== 'Namespace') throw new InputError(`${this.node.path}: existing: ${quoted(existing.kind)} is not "Namespace"`);
    this.apiObject = existing ?? new ApiObject(this, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', ...metadata && { metadata } });
    if (!existing) withoutNamespace(this.apiObject);
    const problem = sidecarProblem(labelsOf(this.apiObject));
    if (problem) throw new InputError(`${this.node.path}: ${problem}`);
    enroll(this.apiObject);
    if (strictMutualTls) {
      createIstioObject(this, 'Strict', {
        apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'strict', namespace: this.name }, spec: { mtls: { mode: 'STRICT' } },
      });
    }
    if (networkPolicy) this.admitMesh();
    waypoint?.serve(this.apiObject);
  }

  /** Its name. */
  public get name(): string {
    return this.apiObject.name;
  }

  /**
   * Leaves pods out of the mesh.
   *
   * @param pods a Pod, or what makes pods
   */
  public exclude(pods: ApiObject): void {
    addLabel(pods, ISTIO.dataplaneMode, 'none');
  }

  private admitMesh(): void {
    const tunnel = [{ protocol: 'TCP', port: HBONE_PORT }];
    const dns = [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];
    new ApiObject(this, 'NetworkPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'istio-ambient', namespace: this.name },
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { from: [{ namespaceSelector: {} }], ports: tunnel },
          { from: PROBE_SOURCES.map(cidr => ({ ipBlock: { cidr } })) },
        ],
        egress: [{ to: [{ namespaceSelector: {} }], ports: tunnel }, { ports: dns }],
      },
    });
  }
}

/** The default of `excludeNamespaces` in the chart cni, and the usual namespace of istiod, ztunnel and istio-cni. */
const NEVER_ENROLLED = ['kube-system', ROOT_NAMESPACE];

function sidecarProblem(labels: PlainObject): string | undefined {
  const label = [ISTIO.injection, ISTIO.revision].find(each => labels[each] !== undefined && labels[each] !== 'disabled');
  return label && `the label ${label} gives its pods sidecars, which ambient mode leaves out; remove it`;
}

/** Its labels, also those of patches. */
function labelsOf(object: ApiObject): PlainObject {
  const { metadata } = object.toJson() as { readonly metadata?: { readonly labels?: unknown } };
  return isPlainObject(metadata?.labels) ? metadata.labels : {};
}

function enroll(namespace: ApiObject): void {
  namespace.metadata.addLabel(ISTIO.dataplaneMode, 'ambient');
}
