export * from '../ruleset/plain';
