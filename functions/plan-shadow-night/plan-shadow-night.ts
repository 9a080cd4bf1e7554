/** One message a hospital: none waits for another, and each is tried again by itself. */
import type { Messages } from '@erbao/cloud-kit/messages';
import type { Tables } from '@erbao/dynamo-kit/tables';
import { allHospitals } from '@erbao/hospitals/hospital-store';
import { addDays, type Clock, localDateOf, monthOf } from '@erbao/kernel/dates';

type Needs = { readonly tables: Tables; readonly months: Messages; readonly clock: Clock };

/** How many were ordered. The month is that of the day that has just ended. */
export const planShadowNight =
  ({ tables, months, clock }: Needs) =>
  async (): Promise<number> => {
    const night = localDateOf(clock());
    const month = monthOf(addDays(night, -1));
    let ordered = 0;
    for await (const { hospitalId } of allHospitals(tables)) {
      await months.send(JSON.stringify({ hospitalId, month, night }));
      ordered += 1;
    }
    return ordered;
  };
