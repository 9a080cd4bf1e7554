/** A process of its own, as a cold start is: loads a bundle and, given an event, calls it once; prints the CPU ms of both. */
import process from 'node:process';

const [bundle = '', event] = process.argv.slice(2);
const cpuMs = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
const began = process.cpuUsage();
const { handler } = await import(bundle);
const loaded = cpuMs(began);
if (event !== undefined) await handler(JSON.parse(event), { awsRequestId: 'cold-start' });
process.stderr.write(`${JSON.stringify({ loaded, called: cpuMs(began) })}\n`);
process.exit(0);
