import { CniAdvice } from './cni-advice';
import { foundNeeds } from './found-needs';
import { expandFolders } from '../../input/expand-folders';
import { readFiles } from '../../input/read-files';
import { advise, everyAnswer, isCompatible, readNeed, readPlugin } from '../../programs/cni/advise';
import { CniNeed } from '../../programs/cni/need';
import { PLUGINS } from '../../programs/cni/plugins';

/**
 * What a network plugin has to do.
 */
export interface CniAdvisorOptions {
  /**
   * What is needed.
   *
   * @default - what `files` show or, without files either, everything that is known
   */
  readonly needs?: CniNeed[];
  /**
   * Files with the objects of a cluster in YAML or JSON, or folders of them: what they show to be in use is needed, too.
   *
   * @default - only `needs` count
   */
  readonly files?: string[];
  /**
   * The plugins to choose from, by their ids, such as `calico` and `cilium`.
   *
   * @default - all that are known
   */
  readonly plugins?: string[];
}

/**
 * Says which network plugins (CNI) fit a cluster's needs, and why, from what was read of flannel, Calico, Cilium, kube-router and
 * Antrea in one version of each. What is not known is said to be undecided.
 */
export class CniAdvisor {
  /**
   * The ids of the plugins that are known.
   */
  public static plugins(): string[] {
    return PLUGINS.map(({ id }) => id);
  }

  /**
   * Holds the plugins against needs.
   *
   * @param options the needs, and the plugins to choose from
   * @throws an error where a file can't be read, a plugin or need is not known, or needs contradict each other
   */
  public static advise(options: CniAdvisorOptions = {}): CniAdvice {
    const { needs = [], files = [], plugins = [] } = options;
    const chosen = plugins.length === 0 ? PLUGINS : plugins.map(readPlugin);
    const stated = needs.map(readNeed);
    // What is stated is where the cluster is to go, and what is found where it is now; of two that are found, what replaces kube-proxy is what runs.
    const all = files.length === 0 ? [] : foundNeeds(objectsOf(files));
    const replaces = all.some(({ need }) => need === CniNeed.WITHOUT_KUBE_PROXY) ? [CniNeed.WITHOUT_KUBE_PROXY] : [];
    const found = all.filter(({ need }) => isCompatible(need, [...stated, ...replaces]));
    if (needs.length === 0 && files.length === 0) return CniAdvice._overview(everyAnswer(chosen));
    return CniAdvice._of(advise([...stated, ...found.map(({ need }) => need)], chosen), found);
  }

  private constructor() {}
}

function* objectsOf(files: readonly string[]) {
  for (const { object } of readFiles(expandFolders([...files]))) yield object;
}
