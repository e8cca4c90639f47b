import { Cluster } from '../../../cluster/cluster';
import { Mesh, specOf } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { NetworkPolicy, networkPoliciesOf } from '../../../cluster/mesh/network-policy';
import { annotationsOf } from '../../../cluster/mesh/waypoint';
import { targetRefsOf } from '../../../programs/istio/l7';
import { ISTIO } from '../../../programs/istio/names';
import { validateIstioObject } from '../../../programs/istio/objects/validate';
import { hasIstio, IstioVersion } from '../../../programs/istio/releases';
import { GatewayModel } from '../gateway/model';

/** What decides over requests inside of a cluster: proxies of a mesh with their policies and routes, and policies of the network. */
export class MeshModel {
  public readonly mesh: Mesh;
  public readonly networkPolicies: readonly NetworkPolicy[];
  /** Those that the webhook accepts and that are not just tried out. */
  public readonly authorizationPolicies: readonly MeshObject[];
  public readonly peerAuthentications: readonly MeshObject[];
  public readonly requestAuthentications: readonly MeshObject[];
  public readonly virtualServices: readonly MeshObject[];
  public readonly serviceEntries: readonly MeshObject[];

  /** @param version the version of Istio whose webhook accepted the objects */
  constructor(public readonly cluster: Cluster, public readonly routes: GatewayModel, public readonly version: IstioVersion) {
    this.mesh = new Mesh(cluster);
    this.networkPolicies = networkPoliciesOf(this.mesh);
    this.authorizationPolicies = this.accepted('security.istio.io', 'AuthorizationPolicy').filter(policy => !isDryRun(policy));
    this.peerAuthentications = this.accepted('security.istio.io', 'PeerAuthentication');
    this.requestAuthentications = this.accepted('security.istio.io', 'RequestAuthentication');
    this.virtualServices = this.accepted('networking.istio.io', 'VirtualService');
    this.serviceEntries = this.accepted('networking.istio.io', 'ServiceEntry');
  }

  /** Whether anything in the input is in a mesh of Istio. */
  public get hasIstio(): boolean {
    const { mesh } = this;
    return mesh.waypoints.length > 0 || [...mesh.namespaces.values()].some(({ mode, isInjected }) => mode === 'ambient' || isInjected)
      || mesh.workloads.some(({ isEnrolled, isInjected }) => isEnrolled || isInjected);
  }

  public get hasAmbient(): boolean {
    const { mesh } = this;
    return mesh.waypoints.length > 0 || [...mesh.namespaces.values()].some(({ mode }) => mode === 'ambient') || mesh.workloads.some(({ isEnrolled }) => isEnrolled);
  }

  public has(minor: string): boolean {
    return hasIstio(this.version, minor);
  }

  private accepted(group: string, kind: string): MeshObject[] {
    return this.mesh.ofKind(group, kind).filter(({ object }) => validateIstioObject(object, this.version).length === 0);
  }
}

function isDryRun({ object }: MeshObject): boolean {
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(annotationsOf(object)[ISTIO.dryRun]);
}

/** An object that a policy at a proxy can target. */
export interface PolicyTarget {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Whether a policy targets one of some objects, which have to be in its own namespace: `ShouldAttachPolicy` of pilot/pkg/model/policyattachment.go. */
export function targets(policy: MeshObject, objects: readonly PolicyTarget[], rootNamespace: string): boolean {
  return targetRefsOf(specOf(policy)).some(({ group = '', kind, name }) => objects.some(object => object.kind === kind && object.name === name
    && object.group === (group === 'core' ? '' : group)
    && (object.namespace === undefined ? policy.namespace === rootNamespace : policy.namespace === object.namespace)));
}
