import { AgentOptions, AgentRule } from './rule';
import { quoted } from '../../../../base/errors';
import OPTIONS from '../../data/agent-options.json';
import { CiliumMinor, holdsIn, isBeforeMinor, Period } from '../../target';

/** How an option's text is read. */
interface OptionFacts {
  readonly type: string;
  /** Whether a module of the agent reads the text again, which is stricter with numbers and durations than the first look at all of them. */
  readonly strict?: boolean;
}

/**
 * A line of agent-options.json: an option with its type in the newest minor that has it, and what it was before. These are the flags that
 * the agents of 1.17.16, 1.18.6, 1.19.6 and 1.20.0 register, without those of type string and stringSlice, which take any text.
 */
interface OptionHistory extends OptionFacts, Period {
  readonly was?: readonly ({ readonly until: CiliumMinor } & OptionFacts)[];
}

const KNOWN = OPTIONS as object as Readonly<Record<string, OptionHistory>>;

function factsOf(option: string, minor: CiliumMinor): OptionFacts | undefined {
  const history = Object.hasOwn(KNOWN, option) ? KNOWN[option] : undefined;
  if (!history || !holdsIn(history, minor)) return undefined;
  return history.was?.find(({ until }) => isBeforeMinor(minor, until)) ?? history;
}

const INTEGER = /^[+-]?(?:0x[\da-f_]+|0b[01_]+|0o?[0-7_]*|[1-9][\d_]*)$/i;
const FLOAT = /^[+-]?(?:inf(?:inity)?|nan|0x[\da-f_.]+p[+-]?\d+|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;
const DURATION = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** The texts that Go's `strconv.ParseBool` knows; others, `yes` and an empty one among them, are none. */
export const BOOLEANS: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'];

/** What is left of a number for whole ones: up to 1.17 fractions of zeros are cut off, later all are, and an empty text is 0. */
function wholePart(text: string, minor: CiliumMinor): string {
  if (minor === '1.17') return text.replace(/(\d)\.0+$/, '$1');
  const whole = text.replace(/\..*$/, '');
  return whole === '' ? '0' : whole;
}

function isWhole(text: string, { type, strict }: OptionFacts, minor: CiliumMinor): boolean {
  const whole = wholePart(text, minor);
  if (!INTEGER.test(whole)) return false;
  const isUnsigned = type.startsWith('u');
  if (isUnsigned && whole.startsWith('-')) return false;
  // A module reads the whole text, and knows how many bits it has.
  if (!strict || text === '') return true;
  const bits = Number(/\d+$/.exec(type)?.[0] ?? 64);
  return text === whole && !(isUnsigned && whole.startsWith('+')) && Math.abs(Number(whole.replace(/_/g, ''))) < 2 ** (isUnsigned ? bits : bits - 1);
}

interface TextType {
  readonly expected: string;
  readonly takes: (text: string, facts: OptionFacts, minor: CiliumMinor) => boolean;
}

/** A text as in `a=b,c=d`, or a JSON object of texts. */
function isMap(text: string): boolean {
  if (text === '' || text === 'null') return true;
  if (/^\s*[[{]/.test(text)) {
    try {
      const value = JSON.parse(text) as unknown;
      return typeof value === 'object' && !Array.isArray(value) && Object.values(value as object).every(each => typeof each === 'string');
    } catch {
      return false;
    }
  }
  return /^[^=,\s][^=,]*=[^=,\s][^=]*(?:,[^=,\s][^=,]*=[^=,\s][^=]*)*$/.test(text) && !text.endsWith(',') && !/,\s/.test(text);
}

const WHOLE: TextType = { expected: 'a whole number', takes: isWhole };
const FRACTION: TextType = { expected: 'a number', takes: (text, _, minor) => (text === '' ? minor !== '1.17' : FLOAT.test(text)) };

const TYPES: Readonly<Record<string, TextType>> = {
  bool: { expected: 'true or false', takes: text => BOOLEANS.includes(text) },
  duration: { expected: 'a duration, as in "30s" or "5m"', takes: (text, { strict }) => text === '0' || DURATION.test(text) || (!strict && PLAIN_NUMBER.test(text)) },
  stringToString: { expected: 'pairs, as in "name=value,other=value"', takes: isMap },
  float32: FRACTION,
  float64: FRACTION,
  ...Object.fromEntries(['int', 'int64', 'uint', 'uint8', 'uint16', 'uint32', 'uint64'].map(type => [type, WHOLE])),
};

/** Options whose texts are not of their type: the agent looks at all that it knows before it does anything else. */
export const OPTION_TYPE_RULES: readonly AgentRule[] = [
  {
    id: 'option-type',
    source: 'pkg/option/config.go, validateConfigMap; github.com/cilium/hive, cell/config.go',
    check: (options: AgentOptions) => options.given.flatMap(([option, text]) => {
      const facts = factsOf(option, options.minor);
      const type = facts && TYPES[facts.type];
      return !type || type.takes(text, facts, options.minor) ? []
        : [{ option, message: `${quoted(text)} is not ${type.expected.split(',')[0]}, and the agent refuses to read its configuration; expected ${type.expected}` }];
    }),
  },
];
