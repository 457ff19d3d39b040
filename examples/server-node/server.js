// Receives signed-off reports, as JSON or as the field `crossfoot` of a form that a browser sends:
// repeats the check, and answers 200 or, with what speaks against it in words, 422.
import { createServer } from "node:http";

const most = 1 << 20;

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** A server that receives reports of a compiled form at `/reports`. */
export function serve(form) {
  return createServer((request, response) => {
    const send = (status, answer) => {
      response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(answer));
    };
    receive(form, request).then(
      ({ ok, faults }) => send(ok ? 200 : 422, { accepted: ok, faults }),
      (error) => {
        if (!(error instanceof Refused)) console.error(error);
        response.shouldKeepAlive = false; // what was not read of it is not read
        send(error.status ?? 500, { accepted: false, error: error.status ? error.message : "internal error" });
      },
    );
  });
}

async function receive(form, request) {
  if (request.url !== "/reports") throw new Refused(404, "reports are received at /reports");
  if (request.method !== "POST") throw new Refused(405, "a report is sent by POST");
  const result = await resultOf(request.headers["content-type"] ?? "", await bodyOf(request));
  const locale = request.headers["accept-language"]?.startsWith("en") ? "en" : "zh-CN";
  // Where the office has the prior period's figures: { locale, prior }, by the result's unit.
  return form.verify(result, { locale });
}

async function bodyOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > most) throw new Refused(413, "the report is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The text of the signed-off result; it is judged by the form alone. */
async function resultOf(type, body) {
  if (type.startsWith("application/json")) return body.toString();
  const sent = new Response(body, { headers: { "content-type": type } });
  const fields = await sent.formData().catch(() => {
    throw new Refused(415, "a report is JSON, or a form with the field crossfoot");
  });
  const result = fields.get("crossfoot");
  if (typeof result !== "string") throw new Refused(422, "the form has no field crossfoot: nothing was checked");
  return result;
}
