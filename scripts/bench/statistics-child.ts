import { rankStep, steps } from './statistics-steps.js';
import { surveyColumns } from './survey-columns.js';

/** One measurement in a process of its own: `statistics-child <step> <rows>` prints what it took as one line of JSON. */
const [name = '', rows = '0'] = process.argv.slice(2);
const make = steps[name];
const step = make ? make(surveyColumns(Number(rows), 7)) : rankStep;
const before = process.cpuUsage();
const started = performance.now();
const result = step();
const wall = performance.now() - started;
const { user, system } = process.cpuUsage(before);
const peak = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ wall, processor: (user + system) / 1000, peak, result }));
