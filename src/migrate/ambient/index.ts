import { NamespacePlan, planNamespaces } from './plan';
import { meshWidePolicies, WAYPOINT } from './policies';
import { NAMESPACE_FILES, NamespaceFile, runbook } from './runbook';
import { InputError } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { AmbientContext } from '../../check/goals/ambient/context';
import { AMBIENT_QUESTIONS } from '../../check/goals/ambient/questions';
import { checkCluster } from '../../check/reports/check-cluster';
import { HBONE_PORT, ISTIO } from '../../programs/istio/names';
import { MigrationGoal } from '../goals/migration-goal';
import { manifestOf } from '../manifest';
import { MigrationFile, textFile } from '../step';
import { yamlText } from '../yaml-text';

const RUNBOOK = 'RUNBOOK.md';
const FOLDER = 'namespaces';
const BEFORE = 'before.yaml';

/** The migration from sidecars to ambient mode. */
export const AMBIENT_MIGRATION: MigrationGoal = {
  id: AMBIENT_QUESTIONS.id,
  plan: (cluster, answers) => {
    const { report, notices } = checkCluster(cluster, answers);
    const { mesh, version } = new AmbientContext(cluster, answers);
    const namespaces = planNamespaces(mesh);
    if (namespaces.length === 0) {
      throw new InputError('the input has no namespace whose pods get sidecars; expected Namespaces with the label istio-injection or istio.io/rev, or workloads with a sidecar');
    }
    return {
      report,
      notices: [...notices, ...namespaces.filter(({ lacking }) => lacking.length > 0).map(({ name }) => `namespace ${name} has objects without a counterpart; ${RUNBOOK} lists them`)],
      files: [
        textFile(RUNBOOK, runbook(namespaces, meshWidePolicies(mesh), version, namespace => [...objectsOf(namespace).keys()])),
        ...namespaces.flatMap(namespaceFiles),
      ],
      startWith: RUNBOOK,
    };
  },
  isFile: path => path === RUNBOOK || (path.startsWith(`${FOLDER}/`) && [...Object.values<string>(NAMESPACE_FILES), BEFORE].some(file => path.endsWith(`/${file}`))),
};

function namespaceFiles(namespace: NamespacePlan): MigrationFile[] {
  const { needsWaypoint, policies, replaced } = namespace;
  const before = [...policies.deleted, ...needsWaypoint ? policies.changed : [], ...replaced].map(({ object }) => manifestOf(object));
  return [
    ...[...objectsOf(namespace)].map(([file, objects]) => textFile(`${FOLDER}/${namespace.name}/${NAMESPACE_FILES[file]}`, yamlText(...objects))),
    ...before.length > 0 ? [textFile(`${FOLDER}/${namespace.name}/${BEFORE}`, yamlText(...before))] : [],
  ];
}

/** The objects of each file; files without any are not written. */
function objectsOf({ name, needsWaypoint, policies, services, routes }: NamespacePlan): Map<NamespaceFile, readonly PlainObject[]> {
  const all: [NamespaceFile, readonly PlainObject[]][] = needsWaypoint ? [
    ['waypoint', [waypointOf(name)]],
    ['policies', [...policies.atWaypoint, ...policies.ofClients]],
    ['services', services],
    ['routes', routes],
    ['letIn', policies.withWaypoint],
    ['required', policies.required],
  ] : [];
  return new Map(all.filter(([, objects]) => objects.length > 0));
}

function waypointOf(namespace: string): PlainObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: WAYPOINT, namespace, labels: { [ISTIO.waypointFor]: 'service' } },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: HBONE_PORT, protocol: 'HBONE' }] },
  };
}
