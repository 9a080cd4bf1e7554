/** Where and as whom AWS is called: what Lambda puts into the environment of every function. */
import { Defect } from '@erbao/kernel/errors';

export type AwsAccount = {
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** The local cloud's address; absent on AWS, where each service has a host of its own. */
  readonly endpoint?: string;
};

/** Throws a Defect that names the missing variable. */
export const awsAccountOf = (variables: Readonly<Record<string, string | undefined>>): AwsAccount => {
  const need = (variable: string): string => {
    const value = variables[variable];
    if (value === undefined || value === '') throw new Defect('environment-variable-missing', { variable });
    return value;
  };
  const sessionToken = variables['AWS_SESSION_TOKEN'];
  const endpoint = variables['AWS_ENDPOINT_URL'];
  return {
    region: need('AWS_REGION'),
    credentials: {
      accessKeyId: need('AWS_ACCESS_KEY_ID'),
      secretAccessKey: need('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken === undefined || sessionToken === '' ? {} : { sessionToken }),
    },
    ...(endpoint === undefined || endpoint === '' ? {} : { endpoint }),
  };
};
