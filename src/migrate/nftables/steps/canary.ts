import { MigrationStep, textFile } from '../../step';
import { yamlText } from '../../yaml-text';
import { Canary } from '../canary';
import { MigrationPaths } from '../paths';

/** A second kube-proxy for the first nodes. Its commands are the runbook's chapter about them. */
export function canaryStep({ objects, patch, backPatch }: Canary, paths: MigrationPaths): MigrationStep {
  return {
    id: 'canary',
    solves: new Set(),
    files: [
      textFile(paths.canary, yamlText(...objects)),
      textFile(paths.canaryPatch, yamlText(patch)),
      textFile(paths.canaryBackPatch, yamlText(backPatch)),
    ],
    pages: {},
  };
}
