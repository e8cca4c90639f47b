import { NodeFacts } from './facts/node-facts';
import { NodeFactsSet } from './facts/node-facts-set';
import { FoundConfiguration } from './kube-proxy/kube-proxy-objects';
import { SoftwareObjects } from './software-objects';
import { InputError, quoted } from '../base/errors';
import { leadingVersion, Version } from '../base/version/version';
import { noCalicoVersion, parseCalicoVersion } from '../programs/calico/calico-version';
import { distributionConfiguration } from '../programs/distributions/configuration';
import { Evidence, InstallerFile } from '../programs/distributions/evidence';
import { Recognition, recognize } from '../programs/distributions/recognize';

/**
 * What is known of a cluster beside its objects: what somebody says of it, what was found on its nodes, and whose it is, which the files
 * of an installer show as well.
 */
export abstract class StatedCluster extends SoftwareObjects {
  protected readonly evidence = new Evidence();
  private calicoVersion?: Version;
  private facts?: NodeFactsSet;
  private distributionId?: string;
  private distributionVersion?: Version;
  private nodePortAddresses?: readonly string[];

  /**
   * Says which Calico the cluster runs, which comes before what its objects tell.
   *
   * @param text the version, as `3.31` or `v3.31.2`
   * @throws InputError where it names none
   */
  public stateCalicoVersion(text: string): void {
    this.calicoVersion = parseCalicoVersion(text);
    if (!this.calicoVersion) throw new InputError(`Calico version: ${noCalicoVersion(text)}`);
  }

  /** Takes in a file of the cluster's installer that holds no objects. */
  public addFile(file: InstallerFile): void {
    this.evidence.offerFile(file);
  }

  /** Says whose the cluster is, by the id of a distribution, which comes before what its objects tell. */
  public stateDistribution(id: string): void {
    this.distributionId = id;
  }

  /**
   * Says the version of the distribution itself, where it is another one than that of Kubernetes.
   *
   * @throws InputError where the text names none
   */
  public stateDistributionVersion(text: string): void {
    this.distributionVersion = leadingVersion(text.trim());
    if (!this.distributionVersion) throw new InputError(`distribution version: ${quoted(text)} is not a version; expected one such as 2.31.0`);
  }

  public get statedDistributionVersion(): Version | undefined {
    return this.distributionVersion;
  }

  /** Says where NodePorts are to answer in nftables mode. */
  public requestNodePortAddresses(addresses: readonly string[]): void {
    this.nodePortAddresses = addresses;
  }

  public get requestedNodePortAddresses(): readonly string[] | undefined {
    return this.nodePortAddresses;
  }

  /** Whose the cluster is, and the mode of its kube-proxy, as all of its objects and files show it. */
  public get recognition(): Recognition {
    return recognize(this.evidence, this.distributionId);
  }

  /** What shows the distribution. */
  public get distributionEvidence(): Evidence {
    return this.evidence;
  }

  /** Takes in what was found on the nodes themselves; what was taken in before does not count any more. */
  public stateNodeFacts(documents: Iterable<NodeFacts>): void {
    this.facts = new NodeFactsSet(documents);
  }

  /** What was found on the nodes themselves; undefined where nobody looked. */
  public get nodeFacts(): NodeFactsSet | undefined {
    return this.facts;
  }

  /** Calico's version where somebody has said it. */
  public get statedCalicoVersion(): Version | undefined {
    return this.calicoVersion;
  }

  /** kube-proxy's configuration as the distribution makes it, for an input that does not have it. */
  public get distributionConfiguration(): FoundConfiguration | undefined {
    const { distribution, name, currentMode } = this.recognition;
    const fields = distribution && distributionConfiguration(distribution, this.evidence, currentMode);
    if (!fields) return undefined;
    const cidr = typeof fields.clusterCIDR === 'string' ? `, with the cluster CIDR ${fields.clusterCIDR}` : ', without a cluster CIDR';
    return {
      document: { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...fields },
      description: `kube-proxy of ${name}`,
      notes: [`the input does not have its configuration: what ${name} sets is assumed${cidr}`],
    };
  }
}
