/**
 * YAML as Go's sigs.k8s.io/yaml prints it, which kubeadm writes `config.conf` with: keys sorted, sequences not
 * indented, and quotes of its own kind (`'::'` but `"0"`), which no option of js-yaml gives. With the same text, a
 * kubeadm upgrade that writes the ConfigMap anew changes nothing.
 */
export function goYaml(value: Readonly<Record<string, unknown>>): string {
  return objectLines(value).join('\n');
}

function objectLines(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value).sort().filter(key => value[key] !== undefined).flatMap(key => entryLines(scalar(key), value[key]));
}

function entryLines(key: string, item: unknown): string[] {
  if (Array.isArray(item) && item.length > 0) return [`${key}:`, ...item.flatMap(listItemLines)];
  if (isNonEmptyObject(item)) return [`${key}:`, ...objectLines(item).map(line => `  ${line}`)];
  return [`${key}: ${scalar(item)}`];
}

/** Lists of lists don't occur. */
function listItemLines(item: unknown): string[] {
  if (!isNonEmptyObject(item)) return [`- ${scalar(item)}`];
  return objectLines(item).map((line, index) => index === 0 ? `- ${line}` : `  ${line}`);
}

function isNonEmptyObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

/** A scalar, or an empty list or map. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  // Control characters, line separators, lone surrogates and the byte order mark need escapes.
  if (/[^\x20-\x7e\u00a0-\u2027\u202a-\ufefe\uff00-\ufffd]/.test(value) || isNoStringWhenPlain(value)) return escaped(value);
  return canBePlain(value) ? value : `'${value.replace(/'/g, '\'\'')}'`;
}

/** JSON leaves some letters as they are that no reader of YAML takes: U+007F, the controls behind it, and what is not a character. */
function escaped(text: string): string {
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What YAML 1.1 reads as null, a boolean, a number or a time where it has no quotes. */
export function isNoStringWhenPlain(text: string): boolean {
  return text === ''
    || /^(~|null|true|false|yes|no|on|off|[yn])$/i.test(text)
    || /^[-+]?(0b[01_]+|0o[0-7_]+|0x[\da-f_]+)$/i.test(text)
    || /^[-+]?(?=[\d_.]*\d)[\d_]*(\.[\d_]*)?(e[-+]?[\d_]+)?$/i.test(text)
    || /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/.test(text)
    || /^([-+]?\.inf|\.nan)$/i.test(text)
    || /^\d{4}-\d{1,2}-\d{1,2}([ tT]|$)/.test(text);
}

/** Go's `yaml_emitter_analyze_scalar`: no indicator of YAML where it would have a meaning. */
export function canBePlain(text: string): boolean {
  return !/^([#,[\]{}&*!|>'"%@`]|[-?:](\s|$)|---|\.\.\.)|:(\s|$)|\s#|^\s|\s$/.test(text);
}
