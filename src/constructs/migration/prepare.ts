import { ClusterMigrationProps } from './cluster-migration-props';
import { InputError, quoted } from '../../base/errors';
import { valuesOfGoal } from '../../check/goals/questions';
import { Cluster } from '../../cluster/cluster';
import { MIGRATION_GOALS } from '../../migrate/goals';
import { besideManifests, FolderBesideManifests } from '../../migrate/goals/beside-manifests';
import { folderFiles } from '../../migrate/goals/folder';
import { Migration } from '../../migrate/goals/migration-goal';
import { MigrationAnswers } from '../../migrate/goals/question';
import { QuestionObjects } from '../../report/question';
import { goalOfOptions } from '../checks/cluster-goal';
import { givenCluster, givenInput } from '../objects/given-cluster';
import { PropertyNames } from '../props/known-properties';

/** All of them. */
export const PROPERTIES: PropertyNames<ClusterMigrationProps> = {
  goal: true,
  targetVersion: true,
  files: true,
  objects: true,
  nodePortAddresses: true,
  calicoVersion: true,
  distribution: true,
  distributionVersion: true,
  canaryNodes: true,
  rulesetNodes: true,
  allRulesets: true,
  nodeFacts: true,
  waivers: true,
  today: true,
  addon: true,
  folder: true,
};

/** A migration that can be written, and what its page needs. */
export interface PreparedMigration {
  readonly cluster: Cluster;
  readonly answers: MigrationAnswers & { readonly goal: string };
  readonly migration: Migration;
  /** The files as they are called among manifests. */
  readonly folder: FolderBesideManifests;
  readonly objects: QuestionObjects;
}

/** @throws InputError where a property is missing or wrong, the input is wrong, or there is nothing to migrate */
export function prepareMigration(props: ClusterMigrationProps): PreparedMigration {
  const { nodeFacts, waivers, today } = props;
  const objects = new QuestionObjects();
  const answers = { ...goalOfOptions(props), nodeFacts, waivers, today };
  const goal = MIGRATION_GOALS.find(({ id }) => id === answers.goal);
  if (!goal) throw new InputError(`goal: there is no migration for ${quoted(answers.goal)}; expected one of ${MIGRATION_GOALS.map(({ id }) => id).join(', ')}`);
  const input = givenInput(props);
  const cluster = givenCluster({ ...input, objects: objects.watched(input.objects) }, { ...props, valuesOf: valuesOfGoal(answers.goal) });
  const migration = goal.plan(cluster, answers);
  return { cluster, answers, migration, folder: besideManifests([...folderFiles(migration)]), objects };
}
