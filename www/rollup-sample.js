// The sample of the roll-up: 丰泽区, 2017. Published are the district's table and, of what was
// disclosed in the year, three subtotals: 182 by the district government's office, 410 by the 8
// streets, 940 by the 24 departments. How these part among the streets and the departments, which
// departments they are, and everything else of a single office is made up, so that all of it adds
// up to the published table. The text of the reports is made up too.
import district from "../forms/samples/fengze-2017.json";
import before from "../forms/samples/fengze-2016.json";

const streets = [
  // what it is called, disclosed in 2017, disclosed up to the end of 2017
  ["东湖街道", 47, 394],
  ["丰泽街道", 58, 528],
  ["泉秀街道", 50, 522],
  ["清源街道", 38, 361],
  ["华大街道", 43, 390],
  ["城东街道", 64, 646],
  ["东海街道", 71, 726],
  ["北峰街道", 39, 300],
];
const departments = [
  ["发展和改革局", 52, 545],
  ["经济和信息化局", 41, 332],
  ["教育局", 97, 782],
  ["科学技术局", 18, 189],
  ["民政局", 36, 275],
  ["司法局", 27, 234],
  ["财政局", 61, 462],
  ["人力资源和社会保障局", 48, 369],
  ["住房和城乡建设局", 76, 723],
  ["农林水局", 29, 297],
  ["商务局", 22, 218],
  ["文化体育和旅游局", 34, 330],
  ["卫生和计划生育局", 59, 453],
  ["审计局", 16, 150],
  ["环境保护局", 44, 394],
  ["安全生产监督管理局", 37, 299],
  ["市场监督管理局", 57, 579],
  ["统计局", 19, 146],
  ["城市管理行政执法局", 53, 524],
  ["行政服务中心管理委员会", 35, 277],
  ["外事侨务办公室", 26, 197],
  ["民族与宗教事务局", 15, 145],
  ["国土资源分局", 28, 271],
  ["机关事务管理局", 10, 101],
];
const office = ["区政府办公室", 182, 1689];

// Applications: [in 2017, up to the end of 2017]; who is not here had none.
const applications = {
  区政府办公室: { online: [0, 1], by_letter: [0, 6], granted: [0, 1], partly_granted: [0, 1], refused: [0, 2], other_reply: [0, 3] },
  城东街道: { online: [1, 2], by_letter: [0, 2], granted: [0, 1], refused: [0, 1], other_reply: [1, 2] },
  东海街道: { by_letter: [0, 1], other_reply: [0, 1] },
  发展和改革局: { online: [0, 1], by_letter: [0, 2], refused: [0, 1], other_reply: [0, 2] },
  住房和城乡建设局: { in_person: [1, 1], online: [1, 2], by_letter: [0, 7], partly_granted: [0, 1], refused: [0, 3], other_reply: [2, 6] },
  城市管理行政执法局: { in_person: [1, 1], by_letter: [0, 3], partly_granted: [0, 1], refused: [0, 1], other_reply: [1, 2] },
};
const kinds = {
  received: ["in_person", "online", "by_letter"],
  replied: ["granted", "partly_granted", "refused", "other_reply"],
};

export const period = "2017";
export const prior = before;

export const roster = {
  name: "丰泽区",
  units: [
    { name: office[0] },
    { name: "街道", units: streets.map(([name]) => ({ name, aliases: [`${name}办事处`, `丰泽区${name}办事处`, `丰泽区${name}`] })) },
    { name: "部门", units: departments.map(([name]) => ({ name, aliases: [`区${name}`, `丰泽区${name}`] })) },
  ],
};

function figuresOf([name, year, cumulative]) {
  const own = { disclosed: [year, cumulative], website: [year, cumulative], gazette: [0, 0] };
  for (const [total, parts] of Object.entries(kinds)) {
    const counted = parts.map((part) => applications[name]?.[part] ?? [0, 0]);
    own[total] = [0, 1].map((column) => counted.reduce((sum, pair) => sum + pair[column], 0));
    parts.forEach((part, index) => { own[part] = counted[index]; });
  }
  return { ...own, complaints: [0, 0], reviews: [0, 0], lawsuits: [0, 0] };
}

function reportOf(unit) {
  const figures = figuresOf(unit);
  const entries = {};
  const last = {};
  for (const [row, [year, cumulative]] of Object.entries(figures)) {
    entries[`indicators.${row}.year`] = String(year);
    entries[`indicators.${row}.cumulative`] = String(cumulative);
    last[`indicators.${row}.cumulative`] = String(cumulative - year);
  }
  const text = {
    overview: "2017年，本单位按照政府信息公开条例的要求，明确责任分工，各项工作平稳有序。",
    disclosure: [
      `（一）主动公开政府信息的数量\n2017年，本单位主动公开政府信息${unit[1]}条。`,
      "（二）主动公开政府信息的主要类别\n以机构职能、工作动态、办事指南为主。",
      "（三）主动公开政府信息的形式\n均可在政府网站查阅。",
      "（四）开展政策解读工作情况\n随文件一并发布解读。",
      "（五）回应社会关切情况\n及时答复群众来信来电。",
    ].join("\n"),
    requests: `（一）受理申请的情况\n2017年，本单位收到政府信息公开申请${figures.received[0]}件。\n（二）对申请的办理情况\n均已答复。`,
    disputes: "2017年，本单位没有因政府信息公开申请行政复议、提起行政诉讼的情况。",
    problems: "（一）工作中存在的主要问题和困难\n部分栏目更新还不够及时。\n（二）具体解决办法和改进措施\n加强检查督促。",
    other: "没有其他需要说明的事项，附表随后。",
  };
  return {
    crossfoot: "0.1.0",
    form: { id: "cn.disclosure.fujian-indicators", version: "2017" },
    unit: unit[0],
    period,
    entries: { ...entries, ...text },
    prior: last,
  };
}

const units = [office, ...streets, ...departments];
const fileOf = (report) => ({ name: `${report.unit}.json`, data: report });
const files = () => units.map((unit) => fileOf(reportOf(unit)));

/** A table with the figures of a report added to it so many times. */
function changed(figures, report, times) {
  const sum = ([cell, text]) => [cell, String(BigInt(text) + BigInt(times) * BigInt(report.entries[cell]))];
  return Object.fromEntries(Object.entries(figures).map(sum));
}
const of = (name) => reportOf(units.find(([own]) => own === name));

const subtotals = [
  { group: ["街道"], entries: { "indicators.disclosed.year": "410" } },
  { group: ["部门"], entries: { "indicators.disclosed.year": "940" } },
];
const whole = (entries) => [{ group: [], entries }, ...subtotals];

/** What can be wrong with the sample, each a set of files and the district's table. */
export const faults = {
  none: () => ({ files: files(), reported: whole(district) }),
  leftOut: () => ({ files: files(), reported: whole(changed(district, of("东海街道"), -1)) }),
  twice: () => ({ files: files(), reported: whole(changed(district, of("审计局"), 1)) }),
  digits: () => ({ files: files(), reported: whole({ ...district, "indicators.disclosed.year": "1523" }) }),
  slip: () => {
    const all = files();
    all.find(({ data }) => data.unit === "教育局").data.entries["indicators.disclosed.year"] = "9"; // 97
    return { files: all, reported: whole(district) };
  },
  oldVersion: () => {
    // A first report of the street, corrected since; the district had added up the first.
    const first = of("泉秀街道");
    for (const [column, figure] of [["year", 41], ["cumulative", 513]]) {
      for (const row of ["disclosed", "website"]) first.entries[`indicators.${row}.${column}`] = String(figure);
    }
    first.entries.disclosure = first.entries.disclosure.replace("信息50条", "信息41条");
    const summed = changed(changed(district, of("泉秀街道"), -1), first, 1);
    return {
      files: [{ ...fileOf(first), name: "泉秀街道（初报）.json" }, ...files().map((file) => ({ ...file, replace: file.data.unit === "泉秀街道" }))],
      reported: whole(summed),
    };
  },
  missing: () => ({ files: files().filter(({ data }) => data.unit !== "清源街道"), reported: whole(district) }),
};
