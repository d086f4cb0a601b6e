// The smallest downstream system: takes work orders and says that each is done.
import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';

const system = process.argv[2] ?? 'fsm';
const prefix = process.env.BUS_PREFIX ?? 'turnup';
const connection = await connect(process.env.AMQP_URL ?? 'amqp://127.0.0.1:5672');
const channel = await connection.createConfirmChannel();

await channel.consume(`${prefix}.workorders.${system}.v1`, async (message) => {
  const { workOrderId, revision } = JSON.parse(message.content.toString());
  const report = { workOrderId, revision, sequence: 1, state: 'completed' };
  const body = Buffer.from(JSON.stringify(report));
  const options = { messageId: randomUUID(), persistent: true };
  channel.publish(`${prefix}.status`, `${system}.workOrder.changed`, body, options);
  await channel.waitForConfirms(); // settled only when the answer is safe
  channel.ack(message);
});
console.log(`${system} takes work orders`);
