import { Operand } from './model/expressions';
import { passingRules } from './model/lazy-chain';
import { Statement } from './model/statements';
import { Chain, Rule, Table } from './model/table';
import { mergedCidrs } from './parse/intervals';
import { Family } from '../../base/ip/address';

/**
 * A table as the kernel has it, whatever it was written like: equal for all that do the same. It keeps the intervals that a set in a
 * rule stands for and not its members, so networks of it are merged here, and a set of one is that one.
 */
export function kernelForm(table: Table): Table {
  const chains = new Map([...table.chains].map(([name, chain]) => [name, kernelChain(chain, table.family)]));
  return { ...table, chains };
}

function kernelChain(chain: Chain, family: Family): Chain {
  return { ...chain, rules: passingRules(chain).map(rule => kernelRule(rule, family)) };
}

function kernelRule(rule: Rule, family: Family): Rule {
  if (!rule.statements.some(hasNetworks)) return rule;
  const withMerged = (statement: Statement) => (hasNetworks(statement) ? { ...statement, right: merged(statement.right, family) } : statement);
  return { ...rule, statements: rule.statements.map(withMerged) };
}

function hasNetworks(statement: Statement): statement is Statement & { readonly kind: 'match'; readonly right: Operand } {
  if (statement.kind !== 'match') return false;
  const { left, right } = statement;
  return right.kind === 'anonymous-set' || (right.kind === 'literal' && left.kind === 'payload' && left.field !== 'dport');
}

function merged(operand: Operand, family: Family): Operand {
  if (operand.kind === 'set') return operand;
  const texts = operand.kind === 'literal' ? [String(operand.value)] : operand.members;
  const networks = mergedCidrs(texts, family);
  if (!networks) return operand;
  return networks.length === 1 ? { kind: 'literal', value: networks[0] } : { kind: 'anonymous-set', members: networks, compact: false };
}
