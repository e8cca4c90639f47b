import { sep } from 'node:path';
import { Construct } from 'constructs';
import { ClusterMigration } from './cluster-migration';
import { Artifact } from '../artifacts/artifact';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/**
 * Properties of `MigrationReport`.
 */
export interface MigrationReportProps {
  /**
   * The migration that the page shows.
   */
  readonly migration: ClusterMigration;

  /**
   * The path of the file in the app's output folder. The links of the page lead to the files in the migration's folder.
   *
   * @default - `migration-report.html`
   */
  readonly path?: string;
}

const PROPERTIES: PropertyNames<MigrationReportProps> = { migration: true, path: true };

/**
 * The page of a migration for a browser: findings, nodes, what clients of Services notice, settings, and the runbook with boxes to tick. It is one
 * file that loads nothing. A `ClusterMigration` writes it as `report.html` into its folder by itself; this is for another place.
 */
export class MigrationReport extends Artifact {
  private readonly migration: ClusterMigration;

  /**
   * @param scope the chart or app
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: MigrationReportProps) {
    super(scope, id, props.path ?? 'migration-report.html');
    refuseUnknown(this.node.path, props, PROPERTIES);
    this.migration = props.migration;
  }

  /**
   * The page.
   */
  public content(): string {
    return this.migration._pageAt(this.path.split(sep).join('/'));
  }
}
