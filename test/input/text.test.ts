import { message } from './objects';
import { InputText } from '../../src/input/text';

const FILE = { name: 'cluster.yaml', several: false };
const whole = (content: Buffer): string => {
  const text = new InputText(content, FILE);
  return text.slice(0, text.bytes.length);
};
const bigEndian = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

describe('InputText', () => {
  test.each(['kind: Service\n', 'name: Zoë ☸ 😀\n', ''])('reads %j in UTF-8 and UTF-16', (text) => {
    expect(whole(Buffer.from(text))).toBe(text);
    expect(whole(Buffer.from(`\uFEFF${text}`))).toBe(text);
    expect(whole(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(text);
    expect(whole(bigEndian(text))).toBe(text);
  });

  test('leaves the bytes that it is given alone', () => {
    const content = bigEndian('kind');
    const copy = Buffer.from(content);
    whole(content);
    expect(content.equals(copy)).toBe(true);
  });

  test.each([
    [Buffer.concat([Buffer.from('\uFEFFab', 'utf16le'), Buffer.from([1])])],
    [Buffer.concat([bigEndian('ab'), Buffer.from([1])])],
  ])('refuses UTF-16 with half a character', (content) => {
    expect(message(() => whole(content))).toBe('cluster.yaml: is UTF-16 text that ends in the middle of a character');
  });

  test.each([0, 1, 7, 8, 9, 100, 65535, 100001])('tells the first byte that is not UTF-8, after %d others', (count) => {
    const before = Buffer.from('aé☸😀\uFFFD'.repeat(count)).subarray(0, count);
    // Not within a character: that one would be the first.
    let end = count;
    while (end > 0 && !(before[end - 1] < 0x80)) end--;
    const content = Buffer.concat([before.subarray(0, end), Buffer.from([0xe9]), Buffer.from('a \xff b'.repeat(count), 'latin1')]);
    expect(message(() => whole(content))).toBe(`cluster.yaml: byte ${end} (0xe9) is not valid UTF-8`);
  });

  test('counts bytes with the byte order mark', () => {
    expect(message(() => whole(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xc3])))).toBe('cluster.yaml: byte 4 (0xc3) is not valid UTF-8');
  });
});
