/**
 * A record before, one request under the event's id, the record's end after. Whatever comes twice finds the record; what
 * died in between is sent again under the same id.
 */
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { Clock } from '@erbao/kernel/dates';
import { asErbaoError, Conflict } from '@erbao/kernel/errors';
import { findMember } from '@erbao/members/member-store';
import type { SmsOrder, SmsProvider } from '@erbao/notices/sms';
import { smsSendTable } from '@erbao/notices/sms-send-table';
import type { FieldCipher } from '@erbao/personal-data/field-cipher';

export type Needs = {
  readonly tables: Tables;
  readonly cipher: FieldCipher;
  readonly provider: SmsProvider;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
};
export type SendState = 'sending' | 'sent' | 'refused' | 'no-phone';

/** Between the tries of one run; the queue's own pauses come after. */
const PAUSES_MS = [500, 2_000];

/** True when the sending is still to be done: new, or begun by a run that did not end. */
const begun = async ({ tables, clock }: Needs, order: SmsOrder): Promise<boolean> => {
  const item = { ...order, state: 'sending' satisfies SendState, at: clock() };
  if ((await tables.commit([{ do: 'insert', table: smsSendTable, item }])).committed) return true;
  const known = await tables.get(smsSendTable, { sendId: order.sendId });
  return known?.['state'] === 'sending';
};

const ended = async (
  { tables, clock }: Needs,
  sendId: string,
  state: SendState,
  code = '',
): Promise<void> => {
  const outcome = await tables.commit([
    {
      do: 'change',
      table: smsSendTable,
      key: { sendId },
      set: { state, endedAt: clock(), ...(code === '' ? {} : { code }) },
      expect: { state: 'sending' },
    },
  ]);
  if (!outcome.committed) throw new Conflict('sms-ended-meanwhile', { sendId });
};

const phoneOf = async ({ tables, cipher }: Needs, memberId: string): Promise<string | undefined> => {
  const sealed = (await findMember(tables, memberId))?.sealedPhone;
  return sealed === undefined ? undefined : cipher.open(sealed, `member/${memberId}/phone`);
};

const tried = async ({ provider, pause }: Needs, sms: Parameters<SmsProvider['send']>[0]) => {
  for (const ms of PAUSES_MS) {
    try {
      return await provider.send(sms);
    } catch (thrown) {
      if (asErbaoError(thrown).kind !== 'Unavailable') throw thrown;
      await pause(ms);
    }
  }
  return provider.send(sms);
};

export const sendSms =
  (needs: Needs) =>
  async (order: SmsOrder): Promise<void> => {
    if (!(await begun(needs, order))) return;
    const { memberId, ...message } = order;
    const phone = await phoneOf(needs, memberId);
    if (phone === undefined) return ended(needs, order.sendId, 'no-phone');
    const answer = await tried(needs, { ...message, phone });
    return answer.accepted
      ? ended(needs, order.sendId, 'sent')
      : ended(needs, order.sendId, 'refused', answer.code);
  };
