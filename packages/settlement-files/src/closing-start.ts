/** The execution that closes a month: named by hospital, month and attempt. */
type Asked = { readonly hospitalId: string; readonly month: string; readonly attempt: number };

export const closingStart = ({ hospitalId, month, attempt }: Asked) => ({
  workflow: 'hospital-month',
  name: `${hospitalId}_${month}_${attempt}`,
  input: { hospitalId, month },
});
