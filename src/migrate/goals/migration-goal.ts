import { MigrationAnswers } from './question';
import { PlainObject } from '../../base/objects/fields';
import { Report } from '../../check/reports/report';
import { Cluster } from '../../cluster/cluster';
import { NodeFactsSet } from '../../cluster/facts/node-facts-set';
import { MigrationFile } from '../step';

/** A migration that can be written: everything that can be wrong has been found. */
export interface Migration {
  /** What the check of the goal says. Every migration's folder has it as findings.md and findings.json. */
  readonly report: Report;
  readonly notices: readonly string[];
  /** The files, but for those of the report. They may be made one by one. */
  readonly files: Iterable<MigrationFile>;
  /** The file to begin with. */
  readonly startWith: string;
  /** What the page of the migration shows beside findings, nodes, the file to begin with and the list of files. Default: nothing. */
  readonly parts?: readonly ShownPart[];
  /** What answers questions about packets on the page. Default: nothing does. */
  readonly packets?: PacketQuestions;
  /** The files that take long, for showing how far the work is. */
  readonly slow?: SlowFiles;
  /** What becomes of kube-proxy's ConfigMap, where it is what changes. Default: it does not change, or something else makes it. */
  readonly kubeProxy?: KubeProxyChange;
  /** What the command ends with, where the files were written. Default: 0. */
  readonly exitCode?: number;
}

/** A part of the page of a migration. */
export interface ShownPart {
  /** The part of a link. */
  readonly id: string;
  /** How it is shown. */
  readonly kind: 'behavior' | 'settings' | 'routes' | 'markdown';
  readonly title: string;
  /** JSON as the commands print it, or Markdown. Made when the page is. */
  readonly data: () => string;
}

/** In which modes packets are looked at, and how kube-proxy is configured in each. */
export interface PacketQuestions {
  readonly kubernetesVersion: string;
  readonly modes: readonly string[];
  readonly configurations: Readonly<Record<string, object | undefined>>;
  /** What else is known: ranges, load balancers, interfaces. Default: nothing. */
  readonly options?: object;
  /** What was found on the nodes themselves. Default: nothing. */
  readonly nodeFacts?: NodeFactsSet;
}

/** Files that take long to make. */
export interface SlowFiles {
  /** The task, in words. */
  readonly task: string;
  /** The folder that they are in. */
  readonly folder: string;
  readonly total: number;
}

/** kube-proxy's ConfigMap, and the configuration that it gets. */
export interface KubeProxyChange {
  readonly configMap: PlainObject;
  /** The whole of it, every default included. */
  readonly configuration: PlainObject;
}

/** How a cluster gets what a goal asks for. */
export interface MigrationGoal {
  /** The id of the goal. */
  readonly id: string;
  /**
   * Plans the migration.
   *
   * @throws InputError where an answer is missing or wrong, or the input lacks something that the migration cannot do without
   */
  plan(cluster: Cluster, answers: MigrationAnswers): Migration;
  /** Whether a path in the folder is that of a file which such a migration writes. */
  isFile(path: string): boolean;
}
