/** How hospitals' months stand. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/settlement-month-routes';
import type { Tables } from '@erbao/dynamo-kit/tables';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import {
  findMonth,
  type HospitalMonth,
  hospitalMonthSchema,
  openMonth,
} from '@erbao/one-stop/hospital-month';
import { hospitalMonthTable } from '@erbao/one-stop/hospital-month-table';
import { monthView } from './month-view.ts';

type Needs = { readonly tables: Tables };

export const monthOrOpen = async (
  tables: Tables,
  hospitalId: string,
  month: string,
): Promise<HospitalMonth> => (await findMonth(tables, hospitalId, month)) ?? openMonth(hospitalId, month);

export const readSettlementMonth =
  ({ tables }: Needs): UseCaseOf<typeof routes.readSettlementMonth> =>
  async ({ caller, params }) =>
    monthView(await monthOrOpen(tables, ownHospitalId(caller), params.month));

const NEWEST = 100;

export const listSettlementMonths =
  ({ tables }: Needs): UseCaseOf<typeof routes.listSettlementMonths> =>
  async ({ query }) => {
    const { items } = await tables.query({
      table: hospitalMonthTable,
      index: 'by-state',
      partition: query.state,
      descending: true,
      limit: NEWEST,
    });
    return { months: items.map((item) => monthView(hospitalMonthSchema.parse(item))) };
  };
