/** JSON with two spaces of indentation and a line feed at the end, as files have it. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** A value in Bicep, whose objects have a property on each line and no commas. */
export function bicepText(value: unknown, indentation = ''): string {
  if (typeof value === 'string') return bicepString(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indentation}  `;
  const lines = Object.entries(value).map(([name, item]) => `${inner}${name}: ${bicepText(item, inner)}\n`);
  return `{\n${lines.join('')}${indentation}}`;
}

/** `${` begins an expression in a Bicep string. */
export function bicepString(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, '\\\'').replace(/\$\{/g, '\\${')}'`;
}
