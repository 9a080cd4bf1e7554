/** `npm run logs [-- FUNCTION]`: what the functions of a running start have logged, newest last. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const file = path.join(import.meta.dirname, '..', '..', '.local', 'endpoints.json');
const { aws } = JSON.parse(readFileSync(file, 'utf8'));
const wanted = process.argv[2] ?? '';

const ask = async (operation, body) => {
  const answer = await fetch(aws.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${aws.accessKeyId}/20260101/${aws.region}/logs/aws4_request, SignedHeaders=host, Signature=local`,
    },
    body: JSON.stringify(body),
  });
  return answer.json();
};

const { logGroups = [] } = await ask('DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda/' });
const lines = [];
for (const { logGroupName } of logGroups) {
  if (!logGroupName.includes(wanted)) continue;
  const { events = [] } = await ask('FilterLogEvents', { logGroupName });
  for (const { timestamp, message } of events)
    lines.push([timestamp, logGroupName.split('/').at(-1), message.trimEnd()]);
}
for (const [at, name, message] of lines.sort((a, b) => a[0] - b[0])) {
  process.stdout.write(`${new Date(at).toISOString()} ${name} ${message}\n`);
}
