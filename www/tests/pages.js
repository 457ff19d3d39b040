// The definition that the small page of the tests is checked by, with labels of one's own.
export const applications = (label = (text) => text) => JSON.stringify({
  crossfoot: 1, id: "applications", version: "1", title: { "zh-CN": label("申请") },
  tables: [{
    id: "t", columns: [{ id: "n", label: { "zh-CN": label("本年") } }],
    rows: [
      { id: "received", label: { "zh-CN": label("受理") }, parts: "sum", rows: [
        { id: "online", label: { "zh-CN": label("网上") } },
        { id: "letter", label: { "zh-CN": label("信函") } },
      ] },
      { id: "replied", label: { "zh-CN": label("答复") } },
    ],
  }],
  sections: [{ id: "overview", title: { "zh-CN": label("概述") }, min_chars: 10, mentions: [{ id: "M1", text: "共收到申请{t.received.n}件" }] }],
  rules: [
    { id: "R1", check: "replied <= received", severity: "soft", basis: label("依据") },
    { id: "R2", check: "replied >= letter", message: { "zh-CN": label("答复少于信函") } },
  ],
});
