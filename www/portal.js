// The portal's own behaviour: language, sample, last year's figures, receipt.
import { figures, lastYear, parts } from "./sample.js";

const english = {
  title: "Annual Report on Government Information Disclosure: Submission",
  region: "Quanzhou, Fujian",
  skip: "Skip to the form",
  steps: "Steps",
  stepFill: "Fill in",
  stepSend: "Receipt",
  tools: "Tools",
  sample: "Fill in sample",
  clear: "Clear",
  national: "The national format, from 2021",
  rollup: "Add up the offices’ reports",
  author: "Write a form’s definition",
  lastYear: "Last year’s figures",
  lastYearNone: "Not loaded",
  lastYear2016: "2016 (derived: 2017 cumulative minus year)",
  head: "Report",
  tbdw: "Reporting unit",
  bsnd: "Year",
  table: "Main Indicators of Government Information Disclosure",
  indicator: "Indicator",
  unit: "Unit",
  nd: "2017 figure",
  lj: "Cumulative",
  reference: "Cumulative 2016 (derived)",
  unitItem: "items",
  unitCase: "cases",
  ofWhich: "of which: ",
  zb0100: "Items published on own initiative",
  zb0101: "1. on the government website",
  zb0102: "2. in the government gazette",
  zb0200: "Applications accepted",
  zb0201: "1. in person",
  zb0202: "2. online",
  zb0203: "3. by letter",
  zb0300: "Replies to applications",
  zb0301: "1. granted",
  zb0302: "2. granted in part",
  zb0303: "3. refused",
  zb0304: "4. other replies",
  zb0400: "Complaints and reports received",
  zb0500: "Administrative reviews",
  zb0600: "Administrative lawsuits",
  parts: "Text of the report",
  required: "Required",
  bf1: "1. Overview",
  bf2: "2. Information published on own initiative",
  bf3: "3. Applications for disclosure",
  bf4: "4. Administrative reviews and lawsuits",
  bf5: "5. Main problems and improvements",
  bf6: "6. Other matters and the table",
  submit: "Submit",
  submitNote: "Please check all figures before you submit.",
  sent: "Submitted",
  back: "Back to the form",
  guide: "Notes",
  guide1: "The report covers 1 January to 31 December 2017.",
  guide2: "Enter whole numbers; where nothing occurred, enter 0.",
  guide3: "An item published through several channels counts once in the total.",
  guide4: "All six parts of the text are required.",
  guide5: "The sample figures are those of the report the district published for 2017.",
  colophon: "Demonstration: what you enter stays in this browser and is sent to no authority.",
  receiptLine: "Received {time}. This is what was sent:",
  other: "Sent along",
  empty: "(left empty)",
};

// The Chinese words are those of the page itself.
const chinese = {
  receiptLine: "{time} 收到以下内容：",
  other: "一并报送",
  empty: "（未填写）",
};
for (const element of document.querySelectorAll("[data-t]")) {
  chinese[element.dataset.t] ??= element.textContent;
}
for (const element of document.querySelectorAll("[data-t-label]")) {
  chinese[element.dataset.tLabel] = element.getAttribute("aria-label");
}

const byId = (id) => document.getElementById(id);
const form = byId("report");
const language = byId("language");
const lastYearChoice = byId("last-year");
let sent = null;

const words = () => (language.value === "en" ? english : chinese);

function translate() {
  document.documentElement.lang = language.value;
  document.title = words().title;
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = words()[element.dataset.t];
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", words()[element.dataset.tLabel]);
  }
  if (sent) showReceipt();
}

function fillSample() {
  for (const [name, value] of Object.entries({ ...figures, ...parts })) {
    const field = form.elements[name];
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function showLastYear() {
  const loaded = lastYearChoice.value !== "";
  for (const cell of document.querySelectorAll(".reference")) {
    cell.hidden = !loaded;
    if (cell.dataset.reference) cell.textContent = loaded ? lastYear[cell.dataset.reference] : "";
  }
}

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function showReceipt() {
  const t = words();
  const time = new Intl.DateTimeFormat(language.value, { dateStyle: "long", timeStyle: "short" }).format(sent.at);
  byId("receipt-line").textContent = t.receiptLine.replace("{time}", time);

  const data = new Map(sent.data);
  const take = (name) => {
    const value = data.get(name) ?? "";
    data.delete(name);
    return value;
  };
  const list = make("dl", "");
  const item = (term, value) => list.append(make("dt", term), make("dd", value.trim() || t.empty));
  for (const name of ["tbdw", "bsnd"]) item(t[name], take(name));

  const table = make("table", "", { class: "indicators" });
  table.append(make("caption", t.table));
  const head = table.createTHead().insertRow();
  for (const name of ["indicator", "unit", "nd", "lj"]) {
    head.append(make("th", t[name], { scope: "col", class: name === "nd" || name === "lj" ? "figure" : name }));
  }
  const body = table.createTBody();
  for (const row of form.querySelectorAll("tbody tr")) {
    const header = row.querySelector("th");
    const line = body.insertRow();
    line.className = row.className;
    line.append(make("th", header.textContent, { scope: "row" }));
    line.append(make("td", row.querySelector(".unit").textContent, { class: "unit" }));
    for (const column of ["nd", "lj"]) {
      line.append(make("td", take(`${header.id}_${column}`) || t.empty, { class: "figure" }));
    }
  }

  const text = make("dl", "");
  for (const name of Object.keys(parts)) {
    text.append(make("dt", t[name]), make("dd", take(name).trim() || t.empty));
  }
  const others = [...data].filter(([, value]) => typeof value === "string");
  if (others.length) {
    text.append(make("dt", t.other), ...others.map(([name, value]) => make("dd", `${name}: ${value}`)));
  }
  byId("receipt-body").replaceChildren(list, table, text);
}

function showStep(isSent) {
  byId("entry").hidden = isSent;
  byId("receipt").hidden = !isSent;
  byId("step-fill").toggleAttribute("aria-current", false);
  byId("step-send").toggleAttribute("aria-current", false);
  byId(isSent ? "step-send" : "step-fill").setAttribute("aria-current", "step");
}

form.addEventListener("submit", (event) => {
  event.preventDefault(); // a demonstration: nothing leaves the page
  sent = { at: new Date(), data: [...new FormData(form)] };
  showReceipt();
  showStep(true);
  byId("receipt-title").focus();
});

byId("back").addEventListener("click", () => {
  sent = null;
  showStep(false);
  form.querySelector("[type=submit]").focus();
});

byId("sample").addEventListener("click", fillSample);
language.addEventListener("change", translate);
lastYearChoice.addEventListener("change", showLastYear);
