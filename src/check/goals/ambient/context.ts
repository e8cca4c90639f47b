import { ChartSettings, installedIstio, IstioRelease, istioReleases } from './charts';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { Mesh, MeshNamespace, MeshWorkload } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { KeptObject } from '../../../cluster/software-objects';
import { IstioChart } from '../../../programs/istio/charts/signs';
import { ISTIO_GROUPS_AND_KINDS } from '../../../programs/istio/objects/kinds';
import { validateIstioObject } from '../../../programs/istio/objects/validate';
import { hasIstio, IstioVersion, istioVersion, NEWEST_ISTIO } from '../../../programs/istio/releases';
import { ValuesProblem } from '../../../programs/istio/values-problem';
import { GoalAnswers } from '../question';

/** What rules look at: the values of charts, the objects of Istio, and what they make of namespaces, pods, Services and waypoints. */
export class AmbientContext {
  /** The Istio that everything is checked against. */
  public readonly version: IstioVersion;
  /** Whether somebody has said the version. */
  public readonly isStated: boolean;
  /** The one that the input shows. */
  public readonly installed?: IstioVersion;
  public readonly charts: readonly IstioRelease[];
  /** The objects of Istio's own kinds. */
  public readonly objects: readonly MeshObject[];
  /** What istiod's webhook refuses. */
  public readonly problems = new Map<MeshObject, readonly ValuesProblem[]>();
  public readonly mesh: Mesh;

  /** @throws InputError where the version is not known */
  constructor(public readonly cluster: Cluster, { istioVersion: stated }: GoalAnswers) {
    this.charts = istioReleases(cluster);
    this.installed = installedIstio(cluster, this.charts);
    this.isStated = stated !== undefined;
    this.version = stated === undefined ? this.installed ?? istioVersion(NEWEST_ISTIO) : istioVersion(stated, 'Istio version');
    this.mesh = new Mesh(cluster);
    this.objects = [...cluster.meshObjects.values()].filter(({ group, kind }) => ISTIO_GROUPS_AND_KINDS.includes(`${group}/${kind}`));
    for (const each of this.objects) {
      const problems = validateIstioObject(each.object, this.version);
      if (problems.length > 0) this.problems.set(each, problems);
    }
  }

  public get namespaces(): readonly MeshNamespace[] {
    return [...this.mesh.namespaces.values()];
  }

  /** The namespaces with pods in the mesh. */
  public get ambientNamespaces(): readonly MeshNamespace[] {
    const names = new Set([
      ...this.namespaces.filter(({ mode }) => mode === 'ambient').map(({ name }) => name),
      ...this.mesh.workloads.filter(({ isEnrolled }) => isEnrolled).map(({ workload }) => workload.namespace),
    ]);
    return [...names].map(name => this.mesh.namespace(name));
  }

  /** Whether the mesh has ambient mode at all, or is about to get it. */
  public get isAmbient(): boolean {
    return this.ambientNamespaces.length > 0 || this.mesh.waypoints.length > 0
      || this.charts.some(({ chart }) => chart === 'ztunnel')
      || this.settings('cni').some(settings => String(settings.at('ambient', 'enabled')) === 'true')
      || this.settings('istiod').some(settings => String(settings.at('env', 'PILOT_ENABLE_AMBIENT')) === 'true')
      || this.daemonSet('ztunnel') !== undefined;
  }

  /** The values of a chart, one for each place where they are given. Values of a chart that is not known count for each of them. */
  public settings(chart: IstioChart): ChartSettings[] {
    return this.charts.filter(each => each.chart === chart || each.chart === undefined)
      .map(({ values }) => new ChartSettings(chart, values, this.version));
  }

  /** The DaemonSet of istio-cni or ztunnel as it runs, by the name of its image. */
  public daemonSet(name: string): MeshWorkload | undefined {
    return this.mesh.workloads.find(({ workload: { kind, containers } }) => kind === 'DaemonSet' && containers.some(({ image }) => image.name === name));
  }

  /** The objects of one of Istio's kinds that the webhook accepts. */
  public accepted(group: string, ...kinds: readonly string[]): MeshObject[] {
    return this.objects.filter(object => object.group === group && kinds.includes(object.kind) && !this.problems.has(object));
  }

  public has(minor: string): boolean {
    return hasIstio(this.version, minor);
  }

  /** A field of a ConfigMap that is kept. */
  public dataOf(kept: KeptObject | undefined): PlainObject {
    return kept && isPlainObject(kept.object.data) ? kept.object.data : {};
  }
}
