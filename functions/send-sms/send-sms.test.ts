/** One message an event, whatever comes twice, dies in between or is refused. */
import { memoryTables } from '@erbao/dynamo-kit/memory-tables';
import { type Instant, instant, localDate } from '@erbao/kernel/dates';
import { Unavailable } from '@erbao/kernel/errors';
import { contentId } from '@erbao/kernel/ids';
import { enrolMember } from '@erbao/members/member-store';
import type { Sms, SmsOrder, SmsProvider } from '@erbao/notices/sms';
import { smsSendTable } from '@erbao/notices/sms-send-table';
import { memoryBlindIndex, memoryFieldCipher } from '@erbao/personal-data/memory-field-cipher';
import { describe, expect, it } from 'vitest';
import { sendSms } from './send-sms.ts';

const PHONE = '10000000001';
const clock = (): Instant => instant('2026-10-12T02:00:00.000Z');

const open = async (behave: (nth: number) => 'ok' | 'busy' | 'no', phone: string | undefined = PHONE) => {
  const tables = memoryTables();
  const cipher = memoryFieldCipher();
  const { memberId } = await enrolMember(
    { tables, cipher, index: memoryBlindIndex },
    {
      identityNumber: '440115196503029032',
      name: '样例甲',
      phone,
      facts: {
        birthDate: localDate('1965-03-02'),
        sex: 'male',
        insurance: 'resident',
        identities: [],
        enrolments: [],
      },
      sample: true,
    },
  );
  const asked: Sms[] = [];
  const pauses: number[] = [];
  const provider: SmsProvider = {
    send: (sms) => {
      asked.push(sms);
      const answer = behave(asked.length);
      if (answer === 'busy') return Promise.reject(new Unavailable('sms-provider-busy'));
      return Promise.resolve(answer === 'ok' ? { accepted: true } : { accepted: false, code: 'BLACKLIST' });
    },
  };
  const pause = (ms: number): Promise<void> => {
    pauses.push(ms);
    return Promise.resolve();
  };
  const order: SmsOrder = {
    sendId: contentId('event', 'test'),
    memberId,
    templateId: 'ERBAO_PAID',
    variables: { claim: 'ER-0000-0000-0000', amount: '1034.26' },
  };
  return { tables, asked, pauses, order, send: sendSms({ tables, cipher, provider, clock, pause }) };
};

describe('a text message', () => {
  it('is sent once, however often it is ordered', async () => {
    const { send, order, asked, tables } = await open(() => 'ok');
    await send(order);
    await send(order);
    expect(asked).toEqual(
      [{ ...order, memberId: undefined, phone: PHONE }].map(({ memberId: _, ...sms }) => sms),
    );
    expect(tables.all(smsSendTable)).toMatchObject([{ sendId: order.sendId, state: 'sent' }]);
    expect(JSON.stringify(tables.all(smsSendTable))).not.toContain(PHONE);
  });

  it('is tried again with growing pauses, then by the queue, under the same id', async () => {
    const { send, order, asked, pauses, tables } = await open((nth) => (nth <= 4 ? 'busy' : 'ok'));
    await expect(send(order)).rejects.toBeInstanceOf(Unavailable);
    expect(pauses).toEqual([500, 2_000]);
    await send(order);
    expect(new Set(asked.map(({ sendId }) => sendId))).toEqual(new Set([order.sendId]));
    expect(tables.all(smsSendTable)).toMatchObject([{ state: 'sent' }]);
  });

  it('that is refused is not tried again', async () => {
    const { send, order, asked, tables } = await open(() => 'no');
    await send(order);
    await send(order);
    expect(asked).toHaveLength(1);
    expect(tables.all(smsSendTable)).toMatchObject([{ state: 'refused', code: 'BLACKLIST' }]);
  });

  it('to a member without a number is kept as such', async () => {
    const { tables, asked, order } = await open(() => 'ok');
    const cipher = memoryFieldCipher();
    const provider: SmsProvider = { send: () => Promise.reject(new Error('nobody may be called')) };
    await sendSms({ tables, cipher, provider, clock, pause: () => Promise.resolve() })({
      ...order,
      memberId: 'member-00000000000000000000000000',
    });
    expect(asked).toEqual([]);
    expect(tables.all(smsSendTable)).toMatchObject([{ state: 'no-phone' }]);
  });
});
