import { inNamespaceMeanwhile } from './kernel';

/** What `nft -a list ruleset` printed, or what went wrong with the script before it. */
export interface Listing {
  readonly errors: string;
  readonly text: string;
}

/**
 * Runs scripts one after another in one network namespace, and lists the ruleset after each. `afresh` empties the
 * namespace first. All scripts together are one process of a shell, which is quick.
 */
export async function listings(scripts: readonly { readonly afresh?: boolean; readonly script: string }[]): Promise<Listing[]> {
  const commands = scripts.map(({ afresh, script }) => [
    "nft -f - 2>&1 <<'END_OF_SCRIPT'", ...afresh ? ['flush ruleset'] : [], script.trimEnd(), 'END_OF_SCRIPT',
    'echo "@listing"', 'nft -a list ruleset', 'echo "@end"',
  ].join('\n'));
  const { output, errors } = await inNamespaceMeanwhile('sh -s', `${commands.join('\n')}\n`);
  if (errors !== '') throw new Error(errors);
  return output.split('@end\n').slice(0, -1).map(part => {
    const [before, text] = part.split('@listing\n');
    return { errors: before, text };
  });
}

/** The listing without handles. */
export function withoutHandles(listing: string): string {
  return listing.replace(/ # handle \d+$/gm, '');
}

/** The handles in a listing: those of chains, sets and maps by `KIND NAME`, those of rules by `CHAIN: RULE`; all after their table. */
export function handlesIn(listing: string): Map<string, string> {
  const handles = new Map<string, string>();
  let table = '';
  let object = '';
  for (const line of listing.split('\n')) {
    const [, text, handle] = /^\s*(.*?)(?: \{)? # handle (\d+)$/.exec(line) ?? [];
    if (text === undefined) continue;
    if (text.startsWith('table ')) table = text;
    else if (/^(?:chain|set|map) /.test(text) && line.includes('{ #')) handles.set(`${table} ${object = text}`, handle);
    else handles.set(`${table} ${object}: ${text}`, handle);
  }
  return handles;
}
