/** An element of an XML document, with its text and elements in their order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
}

const NAME = '[A-Za-z_][A-Za-z0-9_.-]*';
const TAG = new RegExp(`^<(?:(/)(${NAME})\\s*|(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?))>`);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };
// XML 1.0, 2.2: Char
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** Parses XML without comments, CDATA and doctypes. Throws where it is not well-formed. */
export function parseXml(xml: string): XmlElement {
  if (NO_CHARACTER.test(xml)) throw new Error('no character of XML');
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/, '');
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  while (rest !== '') {
    const text = /^[^<]*/.exec(rest)![0];
    if (text.includes(']]>')) throw new Error(']]> in text');
    if (text !== '') open.at(-1)!.children.push(unescape(text));
    rest = rest.slice(text.length);
    if (rest === '') break;
    const [tag, closing, closed, name, attributes, empty] = TAG.exec(rest) ?? [];
    if (tag === undefined) throw new Error(`no markup: ${rest.slice(0, 40)}`);
    rest = rest.slice(tag.length);
    if (closing) {
      const last = open.pop()!;
      if (last.name !== closed) throw new Error(`</${closed}> ends ${last.name}`);
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [] };
      open.at(-1)!.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`${open.at(-1)!.name} does not end`);
  const elements = root.children.filter((child): child is XmlElement => typeof child !== 'string');
  if (elements.length !== 1 || root.children.some(child => typeof child === 'string' && child.trim() !== '')) throw new Error('more than one root');
  return elements[0];
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(new RegExp(`(${NAME})="([^"]*)"`, 'g'))) {
    if (Object.hasOwn(attributes, name)) throw new Error(`${name} twice`);
    attributes[name] = unescape(value.replace(/\s/g, ' '));
  }
  return attributes;
}

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (reference, code?: string, name?: string) => {
    const character = code !== undefined ? String.fromCodePoint(Number(code)) : ENTITIES[name ?? ''];
    if (character === undefined || NO_CHARACTER.test(character)) throw new Error(`no reference: ${reference}`);
    return character;
  });
}
