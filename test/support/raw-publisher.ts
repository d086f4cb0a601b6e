import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { AMQP_URL } from './services.js';

/** Publishes whatever it is given, as any client of the broker can. */
export interface RawPublisher {
  /** Resolves once the broker has it; answers the message's id. */
  publish(
    key: string,
    content: string | Buffer,
    headers?: Record<string, unknown>,
  ): Promise<string>;
  close(): Promise<void>;
}

/** To one exchange of RabbitMQ. */
export async function openRawPublisher(exchange: string): Promise<RawPublisher> {
  const connection = await connect(AMQP_URL);
  const channel = await connection.createConfirmChannel();
  return {
    async publish(key, content, headers = {}) {
      const messageId = randomUUID();
      channel.publish(exchange, key, Buffer.from(content), { messageId, headers });
      await channel.waitForConfirms();
      return messageId;
    },
    async close() {
      await channel.close();
      await connection.close();
    },
  };
}
