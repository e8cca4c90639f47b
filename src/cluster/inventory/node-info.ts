import { Labels, readLabels } from './labels';
import { ObjectReference, readReference } from './object-reference';
import { SourceLocation } from '../../base/errors';
import { FieldReader, PlainObject } from '../../base/objects/fields';
import { Distribution } from '../../programs/distributions/distribution';
import { recognizeDistribution } from '../../programs/distributions/recognize';

/** What a Node tells about its machine. Texts are empty where it doesn't. */
export interface NodeInfo extends ObjectReference {
  readonly labels: Labels;
  readonly annotations: Labels;
  /** `5.15.0-122-generic` */
  readonly kernelVersion: string;
  /** `Ubuntu 22.04.5 LTS` */
  readonly osImage: string;
  /** `linux` or `windows` */
  readonly operatingSystem: string;
  /** `v1.36.3`, `v1.34.4+k3s1` */
  readonly kubeletVersion: string;
  /** `azure:///subscriptions/…` */
  readonly providerId: string;
  /** All addresses of types InternalIP and ExternalIP. */
  readonly addresses: readonly string[];
  readonly podCidrs: readonly string[];
  readonly unschedulable: boolean;
  /** Undefined where nothing on the Node tells, as with kubeadm. */
  readonly distribution?: Distribution;
}

/** @throws InputError naming the field */
export function readNodeInfo(object: PlainObject, source?: SourceLocation): NodeInfo {
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  const spec = reader.map(object.spec, 'spec');
  const status = reader.map(object.status, 'status');
  const nodeInfo = reader.map(status.nodeInfo, 'status.nodeInfo');
  const text = (name: string) => reader.text(nodeInfo[name], `status.nodeInfo.${name}`) ?? '';
  const addresses = reader.list(status.addresses, 'status.addresses').map((entry, i) => reader.map(entry, `status.addresses[${i}]`));
  return {
    ...readReference(object, source),
    labels: readLabels(metadata, 'labels', reader),
    annotations: readLabels(metadata, 'annotations', reader),
    kernelVersion: text('kernelVersion'),
    osImage: text('osImage'),
    operatingSystem: text('operatingSystem'),
    kubeletVersion: text('kubeletVersion'),
    providerId: reader.text(spec.providerID, 'spec.providerID') ?? '',
    addresses: addresses.filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP').map(({ address }) => String(address)),
    podCidrs: reader.list(spec.podCIDRs, 'spec.podCIDRs').map(String),
    unschedulable: spec.unschedulable === true,
    distribution: recognizeDistribution(object),
  };
}
