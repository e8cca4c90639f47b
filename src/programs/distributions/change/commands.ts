import { RolloutInputs } from './change';

/**
 * Commands that apply the objects of a key. A whole object replaces the one that there is, since kubectl apply leaves fields alone that others have set; of
 * one that is made of the change alone only its fields are set.
 */
export function applyCommands({ files, back }: Pick<RolloutInputs, 'files' | 'back'>, key: string): string[] {
  return files(key).flatMap(file => [`kubectl diff -f ${file}`, back(key).length > 0 ? `kubectl replace -f ${file}` : `kubectl apply --server-side --field-manager=nftables --force-conflicts -f ${file}`]);
}

/** Commands that bring the objects of a key back; those given where the input did not have them. */
export function backCommands({ back }: Pick<RolloutInputs, 'back'>, key: string, ...otherwise: readonly string[]): string[] {
  const files = back(key);
  return files.length > 0 ? files.map(file => `kubectl replace -f ${file}`) : [...otherwise];
}
