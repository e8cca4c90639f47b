import { InputError, quoted } from '../base/errors';
import { parseListing } from '../dataplane/nftables/parse';
import { Listing } from '../dataplane/nftables/parse/syntax';
import { readTextFile } from '../input/read-files';

/** Whose rules a file has. */
export interface LiveFile {
  readonly node: string;
  readonly file: string;
}

/**
 * The files of `--live`, which name their node as in NODE=FILE, or are of the node of `--node`.
 *
 * @throws InputError where a node is not known, or has two files
 */
export function liveFiles(values: readonly string[], node: string | undefined): LiveFile[] {
  const files = values.map(value => {
    const match = /^([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)=(.+)$/s.exec(value);
    if (match) return { node: match[1], file: match[2] };
    if (node === undefined) throw new InputError(`--live: ${quoted(value)} does not name its node; expected NODE=FILE, for example, worker-1=worker-1.nft, or --node`);
    return { node, file: value };
  });
  const twice = files.find(({ node: name }, i) => files.findIndex(other => other.node === name) !== i);
  if (twice) throw new InputError(`--live: there are two files of node ${twice.node}; expected one, with the output of nft list ruleset`);
  const others = files.filter(file => node !== undefined && file.node !== node);
  if (others.length > 0) throw new InputError(`--live: ${others[0].file} is of node ${others[0].node}, but --node is ${node}; leave --node out to verify several nodes`);
  return files;
}

/** What nft has listed in a file. */
export function readLive(file: string): Listing {
  return parseListing(readTextFile(file), file === '-' ? '<stdin>' : file);
}
