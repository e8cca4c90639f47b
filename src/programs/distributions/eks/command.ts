import { textToNftables } from './values';

/** `aws eks update-addon`, or what creates the add-on; a backslash at the end of a line goes on. */
const COMMAND = /\baws\s+(?:--?[\w-]+[ =]\S+\s+)*eks\s+(?:create|update)-addon\b(?:\\\r?\n|[^\n\\]|\\.)*/;
const NAME = /--addon-name[ =]["']?kube-proxy\b["']?/;
const VALUES = /(--configuration-values[ =])(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|(\S+))/;

/** The command for kube-proxy in a text. */
function commandIn(text: string): string | undefined {
  return [...text.matchAll(new RegExp(COMMAND, 'g'))].map(([command]) => command).find(command => NAME.test(command));
}

export const isCommand = ({ text = '' }: { readonly text?: string }): boolean => commandIn(text) !== undefined;

/** The values that the command gives: a text; undefined for none. */
export function valuesOfCommand(text: string): string | undefined {
  const match = VALUES.exec(commandIn(text) ?? '');
  return match ? match[2] ?? match[3]?.replace(/\\(["\\$`])/g, '$1') ?? match[4] : undefined;
}

/** What `aws eks update-addon` is called with for nftables mode. */
export function commandToNftables(text: string, cluster = 'CLUSTER'): string {
  if (text === '') return `aws eks update-addon --cluster-name ${cluster} --addon-name kube-proxy --resolve-conflicts OVERWRITE --configuration-values '{"mode":"nftables"}'\n`;
  const command = commandIn(text);
  return command === undefined ? text : text.replace(command, () => changed(command));
}

function changed(command: string): string {
  const withValues = VALUES.test(command)
    ? command.replace(VALUES, (whole, flag: string, single?: string, double?: string) => single !== undefined ? `${flag}'${textToNftables(single)}'`
      : double !== undefined ? `${flag}"${textToNftables(double.replace(/\\(["\\$`])/g, '$1')).replace(/(["\\$`])/g, '\\$1')}"` : whole)
    : command.replace(NAME, name => `${name} --configuration-values '{"mode":"nftables"}'`);
  if (/--resolve-conflicts[ =]/.test(withValues)) return withValues.replace(/(--resolve-conflicts[ =])\w+/, '$1OVERWRITE');
  return withValues.replace(NAME, name => `${name} --resolve-conflicts OVERWRITE`);
}
