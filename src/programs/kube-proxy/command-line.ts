/**
 * What a flag is set to on a command line, as `--name=value`, `--name value` or a bare `--name`, which is an empty text. Of several the
 * last one counts, as with upstream's flag parser. A command inside of a shell's `-c` is looked through as well.
 */
export function flagValue(command: readonly string[], name: string): string | undefined {
  const words = command.flatMap(text => text.split(/\s+/)).map(word => word.replace(/^["']|["']$/g, ''));
  let value: string | undefined;
  words.forEach((word, index) => {
    if (word.startsWith(`--${name}=`)) value = word.slice(name.length + 3).replace(/^["']/, '');
    if (word === `--${name}`) value = words[index + 1]?.startsWith('-') === false ? words[index + 1] : '';
  });
  return value;
}
