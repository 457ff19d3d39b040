// What the portal's server would say: the fields it has received, and nothing checked.
const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A form's body, in the charset of the page it was sent from. */
export function fieldsOf(body, charset) {
  const decoder = new TextDecoder(charset);
  const plain = (text) => {
    const bytes = text.replaceAll("+", " ").replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  };
  const pairs = body.toString("latin1").split("&").filter(Boolean);
  return pairs.map((pair) => pair.split("=").map(plain));
}

export function receipt(headers, body, path) {
  if (headers["content-type"]?.startsWith("application/json")) {
    return { type: "application/json", body: JSON.stringify({ received: JSON.parse(body.toString()) }) };
  }
  const fields = fieldsOf(body, path.startsWith("/table/") ? "gbk" : "utf-8");
  if (headers["sec-fetch-mode"] !== "navigate") {
    return { type: "application/json", body: JSON.stringify({ received: Object.fromEntries(fields) }) };
  }
  const rows = fields.map(([name, value]) => `<tr><th>${escape(name)}</th><td>${escape(value)}</td></tr>`);
  return {
    type: "text/html; charset=utf-8",
    body: `<!doctype html><title>已收到</title><h1>已收到</h1><table>${rows.join("")}</table>`,
  };
}
