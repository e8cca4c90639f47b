import { duplicateError, Entry, put } from './entries';
import { readReference } from './inventory/object-reference';
import { admitEndpointSlice } from './planned/admission';
import { adopt } from './planned/adopt';
import { ServiceDraft } from './planned/service-drafts';
import { isStored } from './planned/stored';
import { EndpointSlice, readEndpointSlice } from './served/endpoint-slice';
import { Node, readNode } from './served/node';
import { Pod, readPod } from './served/pod';
import { ServedCluster } from './served/served-cluster';
import { readService, Service } from './served/service';
import { readServiceCidr, ServiceCidr } from './served/service-cidr';
import { isEqual } from '../base/objects/equal';

/**
 * What is served in a cluster: the objects that decide rulesets, with those laid over that are to be applied. What no API server has
 * stored yet is kept as it is, beside what can be read of it, for the completion.
 */
export abstract class ServedObjects implements ServedCluster {
  public readonly nodes = new Map<string, Node>();
  /** As they are; what an API server would add to those that it has not stored yet, only the completion has. */
  public readonly services = new Map<string, Service>();
  public readonly endpointSlices = new Map<string, readonly EndpointSlice[]>();
  public readonly serviceCidrs = new Map<string, ServiceCidr>();
  public readonly pods = new Map<string, Pod>();

  /** Services that no API server has stored yet, by `namespace/name`. */
  protected readonly drafts = new Map<string, ServiceDraft>();
  /** Endpoints that no API server has stored yet: of the others it has made EndpointSlices. */
  protected readonly endpoints = new Map<string, ServiceDraft>();
  /** By `namespace/name`. */
  private readonly slicesByName = new Map<string, EndpointSlice>();

  /** Whether it has Services that an API server has stored, and is not just the manifests of an app. */
  public get hasStoredServices(): boolean {
    return this.services.size > this.drafts.size;
  }

  /** Whether a Service is one that no API server has stored yet. */
  public isPlanned({ namespace, name }: Service): boolean {
    return this.drafts.has(`${namespace}/${name}`);
  }

  protected takeNode(entry: Entry): void {
    const node = readNode(entry.object, entry.source);
    put(this.nodes, node.name, node, entry);
  }

  protected takeEndpoints({ object, source, layer }: Entry): void {
    if (layer === 'live' && isStored(object)) return;
    const { namespace, name } = readReference(object, source);
    this.endpoints.set(`${namespace ?? 'default'}/${name}`, { object, source });
  }

  protected takeServiceCidr(entry: Entry): void {
    const serviceCidr = readServiceCidr(entry.object, entry.source);
    put(this.serviceCidrs, serviceCidr.name, serviceCidr, entry);
  }

  protected takePod({ object }: Entry): void {
    const pod = readPod(object);
    if (pod) this.pods.set(`${pod.namespace}/${pod.name}`, pod);
  }

  protected takeService(entry: Entry): void {
    const { object, source, layer } = entry;
    const service = readService(object, source);
    const key = `${service.namespace}/${service.name}`;
    const live = this.services.get(key);
    const draft = this.drafts.get(key);
    const isDraft = layer === 'desired' || !isStored(object);
    // A manifest has more in it than what is read of it, and is not a copy of what an API server has stored.
    if (live && !entry.replaces && (draft ? !isDraft || !isEqual(draft.object, object) : isDraft)) throw duplicateError(entry, live);
    if (!put(this.services, key, service, entry)) return;
    if (!isDraft) return;
    this.drafts.set(key, { object, source });
    if (!entry.replaces || live === undefined) return;
    this.layOver(key, { object, source }, live);
  }

  /** What a desired Service takes the place of shows what the cluster has given it. */
  protected takeReplacedService({ object, source }: Entry): void {
    const live = readService(object, source);
    const key = `${live.namespace}/${live.name}`;
    this.layOver(key, this.drafts.get(key)!, live);
  }

  private layOver(key: string, { object, source }: ServiceDraft, live: Service): void {
    const adopted = adopt(object, live);
    this.drafts.set(key, { object: adopted, source });
    this.services.set(key, readService(adopted, source));
  }

  protected takeEndpointSlice(entry: Entry): void {
    const { object, source } = entry;
    const slice = readEndpointSlice(object, source);
    const name = `${slice.namespace}/${slice.name}`;
    const before = this.slicesByName.get(name);
    if (!put(this.slicesByName, name, slice, entry)) return;
    if (!isStored(object)) admitEndpointSlice(object, source);
    if (before !== undefined) this.forgetSlice(before);
    if (slice.service === '') return;
    const key = `${slice.namespace}/${slice.service}`;
    const slices = this.endpointSlices.get(key);
    this.endpointSlices.set(key, slices ? [...slices, slice] : [slice]);
  }

  private forgetSlice(slice: EndpointSlice): void {
    const key = `${slice.namespace}/${slice.service}`;
    const others = (this.endpointSlices.get(key) ?? []).filter(other => other !== slice);
    if (others.length > 0) this.endpointSlices.set(key, others);
    else this.endpointSlices.delete(key);
  }
}
