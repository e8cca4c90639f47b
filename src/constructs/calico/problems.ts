import { ApiObjectMetadata } from 'cdk8s';
import { InputError, quoted } from '../../base/errors';
import { Problem } from '../../base/schema/problem';
import { CalicoRelease, operatorProblem, readCalicoRelease } from '../../programs/calico/features';
import { metadataProblems } from '../objects/metadata-problems';

/**
 * @param path the construct's path, for messages
 * @throws InputError that lists all problems, a line for each
 */
export function throwProblems(path: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new InputError(problems.map(({ field, message }) => `${path}: ${field}: ${message}`).join('\n'));
}

/**
 * Reads the versions that properties name.
 *
 * @throws InputError where Calico's is none that is known; the operator's is reported with the other problems
 */
export function releaseOf(path: string, calicoVersion: string, operatorVersion?: string): CalicoRelease {
  const release = readCalicoRelease(calicoVersion, operatorVersion);
  if (typeof release !== 'string') return release;
  throw new InputError(`${path}: calicoVersion: ${release}`);
}

/** What is wrong with the operator's version. */
export function operatorVersionProblems(operatorVersion: string | undefined, release: CalicoRelease): Problem[] {
  const message = operatorProblem(operatorVersion, release);
  return message === undefined ? [] : [{ field: 'operatorVersion', message }];
}

/** What is wrong with the metadata of an object that is cluster-scoped and always named `default`. */
export function defaultObjectProblems(metadata: ApiObjectMetadata | undefined, kind: string): Problem[] {
  const problems: Problem[] = metadataProblems(metadata).filter(({ field }) => !['metadata.name', 'metadata.namespace'].includes(field));
  if (![undefined, 'default'].includes(metadata?.name)) {
    problems.push({ field: 'metadata.name', message: `${quoted(metadata?.name)} is not read: expected "default", or no name` });
  }
  if (metadata?.namespace !== undefined) {
    problems.push({ field: 'metadata.namespace', message: `an object of kind ${kind} is in no namespace: leave it out` });
  }
  return problems;
}
