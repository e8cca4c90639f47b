import { MigrationFile } from '../step';

/** What cdk8s, kubectl and tools for GitOps take for a manifest, also in folders within the one that they are given. */
const MANIFEST = /\.(?:ya?ml|json)$/i;

/** A path in a text: not a part of a longer one, nor of a URL. A full stop at its end is the sentence's. */
const PATHS_IN_TEXT = /(?<![\w.+/-])(\.\/)?(\w(?:[\w.@+/-]*\w)?)/g;

/** A placeholder of pages for any namespace. */
const ANY = 'NAMESPACE';

/** A folder of a migration that lies among manifests. */
export interface FolderBesideManifests {
  readonly files: readonly MigrationFile[];
  /** Names the files of the folder in a text as they are called there. */
  readonly inText: (text: string) => string;
}

/**
 * The same files for a folder among the manifests of an app. Those that are manifests themselves are for certain moments of the
 * migration, and get names under which nobody applies them with everything else; the other files name them so. Lines that are made
 * when they are asked for, those of rulesets, name none.
 */
export function besideManifests(files: readonly MigrationFile[]): FolderBesideManifests {
  const manifests = files.map(({ path }) => path).filter(path => MANIFEST.test(path));
  const known = new Set(manifests);
  const isManifest = (path: string): boolean => known.has(path)
    || (path.includes(ANY) && MANIFEST.test(path) && manifests.some(each => isLike(each, path)));
  const inText = (text: string): string => text.replace(PATHS_IN_TEXT, (found, _, path: string) => isManifest(path) ? `${found}.txt` : found);
  return {
    files: files.map(({ path, content }) => ({
      path: known.has(path) ? `${path}.txt` : path,
      content: typeof content === 'string' ? inText(content) : content,
    })),
    inText,
  };
}

function isLike(path: string, pattern: string): boolean {
  const [start, ...rest] = pattern.split(ANY);
  return path.startsWith(start) && path.endsWith(rest.join(ANY));
}
