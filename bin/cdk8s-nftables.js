#!/usr/bin/env node
// A large dump is read in a moment, in which the heap's young part would grow in many small steps: a tenth of the time of a preview.
require('node:v8').setFlagsFromString('--semi-space-growth-factor=16');
require('../lib/cli/main').main(process.argv);
