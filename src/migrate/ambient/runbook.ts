import { NamespacePlan } from './plan';
import { WAYPOINT } from './policies';
import { Workload } from '../../cluster/workloads/workload';
import { ISTIO } from '../../programs/istio/names';
import { IstioVersion } from '../../programs/istio/releases';
import { paragraphs, shell } from '../markdown';

const REPOSITORY = 'https://istio-release.storage.googleapis.com/charts';

/** The files of a namespace, by what they hold. */
export const NAMESPACE_FILES = {
  waypoint: 'waypoint.yaml',
  policies: 'policies-at-waypoint.yaml',
  services: 'services-of-subsets.yaml',
  routes: 'routes.yaml',
  letIn: 'policies-with-waypoint.yaml',
  required: 'waypoint-required.yaml',
} as const;

export type NamespaceFile = keyof typeof NAMESPACE_FILES;

/** The files that are written for a namespace. */
type FilesOf = (namespace: NamespacePlan) => readonly NamespaceFile[];

/** The page with the steps in their order. */
export function runbook(namespaces: readonly NamespacePlan[], meshWide: readonly string[], version: IstioVersion, filesOf: FilesOf): string {
  return paragraphs(
    `# From sidecars to ambient mode with Istio ${version.minor}`,
    'Work through the steps in their order. Each namespace is on its own from step 3 on: begin with one that matters least. '
    + 'The findings are in [findings.md](findings.md): solve those that are blockers before you begin.',
    '## What to expect',
    ['- Each namespace restarts twice: in step 2, unless it restarts after step 1 anyway, and when its pods lose their sidecars. A namespace without sidecars needs no restart to join the mesh.',
      '- Rules about requests are not without a gap: between the moment when pods are in ambient mode and the deletion of the old policies, ztunnel '
    + 'denies what ALLOW rules about requests allow. Plan a window for namespaces that have such rules.',
      '- A waypoint that is missing or not ready does not block anything: requests then go around it, and past its policies.',
      '- Clients that keep their sidecars do not use waypoints. What is enforced there does not apply to them, unless the pods require the waypoint.'],
    '## 1. The control plane',
    'Install what ambient mode adds beside the sidecars, which go on as before:',
    shell(
      `kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v${version.gatewayApi}/standard-install.yaml`,
      `helm upgrade istiod istiod --repo ${REPOSITORY} --version ${version.patch} -n istio-system --reuse-values --set profile=ambient --wait`,
      `helm upgrade --install istio-cni cni --repo ${REPOSITORY} --version ${version.patch} -n istio-system --set profile=ambient --wait`,
      `helm upgrade --install ztunnel ztunnel --repo ${REPOSITORY} --version ${version.patch} -n istio-system --wait`,
      'kubectl rollout status -n istio-system daemonset/istio-cni-node daemonset/ztunnel',
    ),
    'Platforms such as GKE, k3s and OpenShift need values of their own: `cdk8s-nftables check --goal ambient` names them.',
    '## 2. Sidecars that speak the tunnels of the mesh',
    'Sidecars that were injected before step 1 do not reach pods in ambient mode by tunnels. Restart them, namespace by namespace:',
    shell(...namespaces.map(restart)),
    ...meshWide.length > 0 ? [
      'Policies of istio-system are for all namespaces. Decide about these before step 3, and look at the conditions of the copies:', meshWide.map(each => `- ${each}.`),
    ] : [],
    ...namespaces.flatMap((namespace, i) => namespaceSteps(namespace, filesOf(namespace), i + FIRST)),
    '## At last',
    'When no namespace has sidecars any more, delete what only sidecars read: Sidecar objects, EnvoyFilters for sidecars, and the webhook of injection.',
    shell('kubectl get pods -A -o json | grep -c sidecar.istio.io/status'),
  ).join('\n').trimEnd();
}

/** The step of the first namespace. */
const FIRST = 3;

/** The workloads with sidecars; all of the namespace where the input has none. */
function restart({ name, workloads }: NamespacePlan): string {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'];
  const known = workloads.filter(({ workload }) => kinds.includes(workload.kind)).map(({ workload }) => `${workload.kind.toLowerCase()}/${workload.name}`);
  return `kubectl rollout restart -n ${name} ${known.length > 0 ? known.join(' ') : 'deployment,statefulset,daemonset'}`;
}

function patch({ kind, namespace, name }: Workload, text: string): string {
  return `kubectl patch -n ${namespace} ${kind.toLowerCase()}/${name} -p '${text}'`;
}

function namespaceSteps(plan: NamespacePlan, files: readonly NamespaceFile[], number: number): (string | readonly string[])[] {
  const { name, needsWaypoint, policies, injectionLabels, replaced, lacking, notes, keptOut, workloads } = plan;
  // Without these labels in their template, pods would get sidecars again, whatever the label of the namespace.
  const asking = workloads.filter(({ workload }) => [workload.podLabels[ISTIO.injectPod], workload.podAnnotations[ISTIO.injectPod]].includes('true'));
  const inject = (value: string): string[] => asking.map(({ workload }) => patch(workload, `{"spec":{"template":{"metadata":{"${workload.podLabels[ISTIO.injectPod] === 'true' ? 'labels' : 'annotations'}":{"${ISTIO.injectPod}":${value}}}}}}`));
  const apply = (file: NamespaceFile): string[] => files.includes(file) ? [`kubectl apply -f namespaces/${name}/${NAMESPACE_FILES[file]}`] : [];
  const deletions = [...policies.deleted, ...replaced].map(each => `kubectl delete -n ${name} ${each.kind.toLowerCase()}.${each.group} ${each.name}`);
  const list = (items: readonly string[]): string[] => items.map(item => `- ${item}.`);
  return [
    `## ${number}. Namespace ${name}`,
    ...lacking.length > 0 ? ['What has no counterpart; decide about each before you go on:', list(lacking)] : [],
    ...notes.length > 0 ? ['What is different afterwards:', list(notes)] : [],
    ...needsWaypoint ? [
      `### ${name}: the waypoint, which nothing uses yet`,
      shell(...apply('waypoint'), `kubectl wait --for=condition=Programmed --timeout=120s -n ${name} gateway/${WAYPOINT}`, ...apply('policies'), ...apply('services'), ...apply('routes')),
      `### ${name}: through the waypoint`,
      'ztunnels and gateways send requests to it from here on. Look at the conditions WaypointBound of Services and WaypointAccepted of policies.',
      shell(...apply('letIn'), `kubectl label namespace ${name} istio.io/use-waypoint=${WAYPOINT}`, `kubectl get services -n ${name} -o jsonpath='{range .items[*]}{.metadata.name}{"\\t"}{.status.conditions[?(@.type=="istio.io/WaypointBound")].status}{"\\n"}{end}'`),
    ] : [],
    ...keptOut.length > 0 ? [
      `### ${name}: pods without sidecars`,
      'These ask for no sidecar, and the label of the namespace would bring them into the mesh. Their label in ambient mode is another one; leave it out where '
      + 'they may come in. They restart with it:',
      shell(...keptOut.map(({ workload }) => patch(workload, `{"spec":{"template":{"metadata":{"labels":{"${ISTIO.dataplaneMode}":"none"}}}}}`))),
    ] : [],
    `### ${name}: ambient mode`,
    ...policies.deleted.length > 0 ? ['The old policies about requests go as soon as the pods are in ambient mode: ztunnel drops ALLOW rules about requests, and so denies what they allow.'] : [],
    shell(
      `kubectl label namespace ${name} istio.io/dataplane-mode=ambient${injectionLabels.map(label => ` ${label}-`).join('')} --overwrite`,
      ...inject('null'),
      restart(plan),
      ...deletions,
    ),
    `### ${name}: check`,
    'Every pod has the annotation, and one container less:',
    shell(`kubectl get pods -n ${name} -o custom-columns='NAME:.metadata.name,REDIRECTION:.metadata.annotations.ambient\\.istio\\.io/redirection,CONTAINERS:.spec.containers[*].name'`, 'istioctl ztunnel-config workloads', 'cdk8s-nftables check cluster.yaml mesh.yaml --goal ambient'),
    ...files.includes('required') ? [
      `### ${name}: nobody goes around the waypoint`,
      'Policies about requests are only at the waypoint now, and do not hold for what goes around it: clients with sidecars, those that address pods '
      + 'themselves, and gateways without the label istio.io/ingress-use-waypoint: "true" on the Service. Apply this when none of them is needed, such as a '
      + 'Prometheus that asks pods for metrics: it denies them.',
      shell(...apply('required')),
    ] : [],
    `### ${name}: the way back`,
    shell(
      ...files.includes('required') ? [`kubectl delete --ignore-not-found -f namespaces/${name}/${NAMESPACE_FILES.required}`] : [],
      ...deletions.length + (needsWaypoint ? policies.changed.length : 0) > 0 ? [`kubectl apply -f namespaces/${name}/before.yaml`] : [],
      `kubectl label namespace ${name} istio.io/dataplane-mode-${injectionLabels.length === 0 ? '' : ` ${injectionLabels.map(label => label === 'istio-injection' ? 'istio-injection=enabled' : `${label}=REVISION`).join(' ')}`} --overwrite`,
      ...needsWaypoint ? [`kubectl label namespace ${name} istio.io/use-waypoint-`] : [],
      ...inject('"true"'),
      restart(plan),
    ),
  ];
}
