/** A paper into the store, as the citizen's phone does it. */
import { type Person, sha256Of, textIn, upload } from './api-client.ts';
import { samplePdf } from './sample-paper.ts';
import { accepted, must } from './telling.ts';

type Sent = {
  /** PDF when it is not said. */
  readonly contentType?: 'image/jpeg';
  /** The minor for whom a guardian hands it in. */
  readonly ward?: object | undefined;
};

export const handIn = async (citizen: Person, kind: string, bytes: Uint8Array, sent: Sent = {}) => {
  const { contentType = 'application/pdf', ward } = sent;
  const ticket = accepted(
    await citizen('POST', '/papers/tickets', {
      kind,
      ...(ward === undefined ? {} : { ward }),
      contentType,
      bytes: bytes.length,
      sha256: sha256Of(bytes),
    }),
    `an upload ticket for ${kind}`,
  );
  must((await upload(ticket.body['upload'], bytes)) < 300, `${kind} in the store`);
  return { kind, paperId: textIn(ticket, 'paperId') };
};

/** A sheet of words: complete for the checklist, for a person to look at. */
export const handInPaper = (citizen: Person, kind: string, words: string, ward?: object) =>
  handIn(citizen, kind, samplePdf(`${kind} ${words}`), { ward });
