import { InvalidArgumentError } from 'commander';
import { cidrList, nonEmptyList, splitList } from '../../src/cli/input-options';

test('a list has commas, and blanks do not matter', () => {
  expect(splitList(' a, b ,,c ')).toEqual(['a', 'b', 'c']);
  expect(splitList(' , ')).toEqual([]);
});

test('a list with something in it: each use of the option adds to it, and nothing twice', () => {
  expect(nonEmptyList('b,a, b')).toEqual(['b', 'a']);
  expect(nonEmptyList('c,a', ['b', 'a'])).toEqual(['b', 'a', 'c']);
  for (const value of ['', ',', ' , ']) expect(() => nonEmptyList(value)).toThrow(new InvalidArgumentError('Expected one value or several, separated by commas.'));
});

test('CIDRs', () => {
  expect(cidrList('10.96.0.0/12, fd00::/108')).toEqual(['10.96.0.0/12', 'fd00::/108']);
  expect(() => cidrList('10.96.0.0/12,x')).toThrow(new InvalidArgumentError('"x" is not a CIDR: expected one as in 10.96.0.0/12.'));
  expect(() => cidrList(',')).toThrow(new InvalidArgumentError('"," is not a CIDR: expected one as in 10.96.0.0/12.'));
});
