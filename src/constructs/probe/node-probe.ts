import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeProbeProps } from './node-probe-props';
import { InputError, quoted } from '../../base/errors';
import { probeScript } from '../../verify/probe-script';
import { configMapChecksum } from '../kube-proxy/config-map';
import { PropertyNames, refuseUnknown } from '../props/known-properties';
import { withPath } from '../props/with-path';

const NAME = 'node-probe';
const LABELS = { 'app.kubernetes.io/name': NAME };
const FOLDER = '/probe';
const SCRIPT = 'probe.sh';
const HOST_ROOT = '/host';

/** To list the tables of nftables, ipsets and IPVS; and to run the host's own tools, where there are any. */
const CAPABILITIES = ['NET_ADMIN', 'SYS_CHROOT'];

/** A DaemonSet's container may not end, and this one has nothing more to do. It ends at once when it is stopped. */
const ASK_AND_WAIT = `sh ${FOLDER}/${SCRIPT} 2>/dev/null || exit 1; trap 'exit 0' TERM; sleep 2147483647 & wait`;

const PROPERTIES: PropertyNames<NodeProbeProps> = { nodeNames: true, image: true, namespaceName: true, nodeSelector: true, readsFirewall: true };

/**
 * Finds out what only nodes know: runs the script of `cdk8s-nftables probe` on each, and the logs of its pods are the documents that
 * `check`, `migrate`, `explain`, `diff` and `preview` take with `--node-facts`:
 *
 *     kubectl logs -n kube-system -l app.kubernetes.io/name=node-probe --prefix --tail=-1 --max-log-requests=500 > facts.log
 *
 * The pods see the host's files read-only, are in its network and tolerate all taints. They have no token of a service account, and of
 * capabilities those alone that listing the firewall takes.
 */
export class NodeProbe extends Construct {
  /**
   * The ConfigMap with the script.
   */
  public readonly configMap: ApiObject;

  /**
   * The DaemonSet that asks all nodes. Not set where Jobs ask some.
   */
  public readonly daemonSet?: ApiObject;

  /**
   * The Jobs, one for each node of `nodeNames`, in their order.
   */
  public readonly jobs: ApiObject[];

  private readonly props: NodeProbeProps;

  /**
   * @param scope the chart
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: NodeProbeProps = {}) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    withPath(this.node.path, () => checkProps(props));
    this.props = props;
    this.configMap = new ApiObject(this, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: this.namespaceName, labels: LABELS },
      data: { [SCRIPT]: probeScript() },
    });
    if (props.nodeNames === undefined) this.daemonSet = this.createDaemonSet();
    this.jobs = (props.nodeNames ?? []).map(name => this.createJob(name));
  }

  private get namespaceName(): string {
    return this.props.namespaceName ?? 'kube-system';
  }

  private createDaemonSet(): ApiObject {
    return new ApiObject(this, 'DaemonSet', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { namespace: this.namespaceName, labels: LABELS },
      spec: {
        selector: { matchLabels: LABELS },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } },
        template: {
          metadata: { labels: LABELS, annotations: { 'cdk8s-nftables/config-checksum': configMapChecksum(this.configMap) } },
          spec: this.podSpec(['sh', '-c', ASK_AND_WAIT], { nodeSelector: { 'kubernetes.io/os': 'linux', ...this.props.nodeSelector } }),
        },
      },
    });
  }

  private createJob(nodeName: string): ApiObject {
    const isNode = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [nodeName] }] };
    return new ApiObject(this, `Job-${nodeName}`, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { namespace: this.namespaceName, labels: LABELS },
      spec: {
        backoffLimit: 2,
        // The logs are there as long as the Job.
        ttlSecondsAfterFinished: 24 * 60 * 60,
        template: {
          metadata: { labels: LABELS },
          spec: this.podSpec(['sh', '-c', `exec sh ${FOLDER}/${SCRIPT} 2>/dev/null`], {
            restartPolicy: 'Never',
            affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [isNode] } } },
          }),
        },
      },
    });
  }

  private podSpec(command: readonly string[], more: { readonly [field: string]: unknown }) {
    const add = this.props.readsFirewall === false ? undefined : CAPABILITIES;
    return {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      // Interfaces, sysctls of the network, firewall and kube-proxy's local addresses are those of the host's network namespace.
      hostNetwork: true,
      dnsPolicy: 'Default',
      terminationGracePeriodSeconds: 5,
      tolerations: [{ operator: 'Exists' }],
      ...more,
      containers: [{
        name: 'probe',
        image: this.props.image ?? 'busybox:1.37',
        imagePullPolicy: 'IfNotPresent',
        command,
        env: [
          { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
          { name: 'HOST_ROOT', value: HOST_ROOT },
        ],
        resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '256Mi' } },
        securityContext: {
          // Files of the host such as those in /boot are root's.
          runAsUser: 0,
          runAsGroup: 0,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'], ...add && { add } },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        volumeMounts: [
          { name: 'script', mountPath: FOLDER, readOnly: true },
          // With what is mounted below it, such as /proc: the processes of the host are seen there, without its PID namespace.
          { name: 'host', mountPath: HOST_ROOT, readOnly: true, recursiveReadOnly: 'IfPossible' },
        ],
      }],
      volumes: [
        { name: 'script', configMap: { name: this.configMap.name } },
        { name: 'host', hostPath: { path: '/', type: 'Directory' } },
      ],
    };
  }
}

function checkProps({ nodeNames, image, nodeSelector }: NodeProbeProps): void {
  if (image === '') throw new InputError('image: "" is not an image; expected, for example, busybox:1.37');
  if (nodeNames === undefined) return;
  if (nodeNames.length === 0) throw new InputError('nodeNames: is empty; expected the names of nodes, or leave it out to ask all');
  const wrong = nodeNames.find(name => !/^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/.test(name));
  if (wrong !== undefined) throw new InputError(`nodeNames: ${quoted(wrong)} is not the name of a node; expected, for example, worker-1`);
  const twice = nodeNames.find((name, i) => nodeNames.indexOf(name) !== i);
  if (twice !== undefined) throw new InputError(`nodeNames: ${quoted(twice)} is named twice`);
  if (nodeSelector !== undefined) throw new InputError('nodeSelector: cannot be combined with nodeNames; set only one');
}
