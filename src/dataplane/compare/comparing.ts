/** All that comparing rulesets needs, which is loaded when it is needed. */
export { RulesetDifference } from './ruleset-difference';
export { comparedSides } from './sides';
