// A downstream system on a plain AMQP client: node downstream.mjs [fsm | project | cmdb]
import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';

const system = process.argv[2] ?? 'fsm';
const prefix = process.env.BUS_PREFIX ?? 'turnup';
const connection = await connect(process.env.AMQP_URL ?? 'amqp://127.0.0.1:5672');
const channel = await connection.createConfirmChannel();
const known = new Map(); // work order id -> how it stands; of a real system, a table

await channel.prefetch(50);
await channel.consume(`${prefix}.workorders.${system}.v1`, async (message) => {
  const { workOrderId, revision } = JSON.parse(message.content.toString());
  const { headers } = message.properties;
  const verb = (headers?.['cloudEvents:type'] ?? message.fields.routingKey).split('.').at(-1);
  const standing = known.get(workOrderId);
  if (verb === 'ask') {
    say('snapshot', standing ?? { workOrderId, revision, sequence: 0, state: 'unknown' });
  } else if (standing?.revision >= revision) {
    say('changed', standing); // it came before: the same answer, and no second visit
  } else {
    const state = verb === 'cancel' ? 'cancelled' : 'completed'; // here the work would be done
    known.set(workOrderId, { workOrderId, revision, sequence: 1, state });
    say('changed', known.get(workOrderId));
  }
  await channel.waitForConfirms(); // settled only when the answer is safe
  channel.ack(message);
});

function say(kind, report) {
  const key = `${system}.workOrder.${kind}`;
  const body = Buffer.from(JSON.stringify(report));
  const options = { messageId: randomUUID(), contentType: 'application/json', persistent: true };
  channel.publish(`${prefix}.status`, key, body, { ...options, mandatory: true });
}

console.log(`${system} takes work orders`);
