/** Register, change, cancel and list admissions, in our clean JSON. */
import { ownHospitalId } from '@erbao/api-contracts/caller';
import type * as routes from '@erbao/api-contracts/his-routes';
import { type Instant, instant } from '@erbao/kernel/dates';
import type { UseCaseOf } from '@erbao/lambda-kit/http-handler';
import type { Admission } from '@erbao/one-stop/admission';
import * as desk from '@erbao/one-stop/admission-desk';
import type { Needs } from './read-settlement.ts';

const shanghaiMoment = (text: string): Instant => instant(`${text.replace(' ', 'T')}+08:00`);

export const admissionView = (admission: Admission) => ({
  admissionId: admission.admissionId,
  visitId: admission.visitId,
  state: admission.state,
  admittedAt: admission.admittedAt,
  registeredAt: admission.registeredAt,
  ...(admission.noDeposit === undefined ? {} : { noDeposit: admission.noDeposit }),
  ...(admission.filing === undefined ? {} : { filing: admission.filing }),
});

const answerView = ({ admission, questions }: desk.AdmissionAnswer) => ({
  ...admissionView(admission),
  questions: [...questions],
});

export const registerAdmission =
  (needs: Needs): UseCaseOf<typeof routes.registerAdmission> =>
  async ({ caller, body }) =>
    answerView(
      await desk.registerAdmission(needs, {
        ...body,
        hospitalId: ownHospitalId(caller),
        admittedAt: shanghaiMoment(body.admittedAt),
        referred: body.referred === true,
        who: caller.subject,
      }),
    );

export const changeAdmission =
  (needs: Needs): UseCaseOf<typeof routes.changeAdmission> =>
  async ({ caller, params, body }) =>
    answerView(
      await desk.changeRegistered(needs, {
        ...body,
        visitId: params.visitId,
        hospitalId: ownHospitalId(caller),
        admittedAt: shanghaiMoment(body.admittedAt),
        referred: body.referred === true,
        who: caller.subject,
      }),
    );

export const cancelAdmission =
  (needs: Needs): UseCaseOf<typeof routes.cancelAdmission> =>
  async ({ caller, params }) =>
    admissionView(
      await desk.cancelAdmission(needs, {
        hospitalId: ownHospitalId(caller),
        visitId: params.visitId,
        who: caller.subject,
      }),
    );

export const listAdmissions =
  (needs: Needs): UseCaseOf<typeof routes.listAdmissions> =>
  async ({ caller }) => ({
    admissions: (await desk.listAdmissions(needs, ownHospitalId(caller))).map(admissionView),
  });
