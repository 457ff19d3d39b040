// The table of the offices: who is in, who is missing, who is left out, and what was refused.
import { button, make, redraw, tongue } from "./rollup-dom.js";

const AT_ONCE = 300;

/** Where an office belongs; those the roster does not have stand together at the end. */
const groupOf = (unit) => (unit.unknown ? "?" : unit.groups.join(" / "));

export const filters = {
  all: () => true,
  in: ({ state }) => state === "in",
  missing: ({ state }) => state === "missing",
  leftOut: ({ state }) => state === "left-out",
  findings: ({ findings }) => Boolean(findings && findings.hard + findings.soft + findings.info),
  unknown: ({ unknown }) => unknown,
  twice: ({ isTwice }) => isTwice,
};

/** `app` gives words, store and what happens; the parts of the page are found by their ids. */
export function officesView(app) {
  const byId = (id) => document.getElementById(id);
  const [table, filter, counts, refusals, more] = ["offices", "office-filter", "office-counts", "refused", "more-offices"].map(byId);
  let shown = AT_ONCE;

  function findingWords({ findings }) {
    if (!findings) return "";
    const said = ["hard", "soft", "info"].filter((kind) => findings[kind]).map((kind) => `${app.words(kind)} ${findings[kind]}`);
    return said.join(app.words("comma")) || app.words("noFindings");
  }

  function line(unit) {
    const isIn = unit.state !== "missing";
    const file = app.store.fileOf(unit.name);
    const name = button(unit.name, `office:${unit.name}`, { className: "plain", lang: tongue(unit.name) });
    name.addEventListener("click", () => app.openOffice(unit.name));
    const counted = make("input", {
      type: "checkbox", checked: unit.state === "in", disabled: !file, data: { key: `counted:${unit.name}` },
      "aria-label": app.words("countUnit", { unit: unit.name }),
    });
    counted.addEventListener("change", () => app.leaveOut(unit.name, !counted.checked));
    const state = make("td", { className: "state", data: { state: unit.state } }, make("span", { textContent: app.words(`state-${unit.state}`) }));
    if (unit.unknown) state.append(" ", make("span", { className: "tag", textContent: app.words("unknown") }));
    if (unit.isTwice) state.append(" ", make("span", { className: "tag", textContent: unit.times > 1 ? app.words("times", { count: unit.times }) : app.words("cameTwice") }));
    const read = file?.note ? app.words("readOf", file.note) : "";
    const worst = ["hard", "soft", "info"].find((kind) => unit.findings?.[kind]) ?? "";
    return make("tr", {},
      make("th", { scope: "row" }, name),
      state,
      make("td", { className: "counted" }, isIn ? counted : make("span", { textContent: "—" })),
      make("td", { className: "found", data: { severity: worst } }, findingWords(unit)),
      make("td", { className: "file" }, [file?.file, file?.line && app.words("line", { line: file.line }), read, isIn && !file && app.words("merged")].filter(Boolean).join(app.words("comma"))));
  }

  function draw() {
    const units = app.store.units();
    const wanted = units.filter(filters[filter.value] ?? filters.all);
    const groups = Map.groupBy(wanted.slice(0, shown), groupOf);
    const heads = ["unit", "state", "counted", "checks", "file"].map((key) => make("th", { scope: "col", textContent: app.words(key), className: key }));
    const bodies = [...groups].map(([group, own]) => {
      const all = units.filter((unit) => groupOf(unit) === group);
      const there = all.filter(({ state }) => state !== "missing").length;
      const label = group === "?" ? app.words("notInRoster") : group || app.words("noGroup");
      const head = make("tr", { className: "group" }, make("th", {
        scope: "rowgroup", colSpan: heads.length,
        textContent: app.words(group === "?" ? "groupUnknown" : "groupCounts", { group: label, there, all: all.length }),
      }));
      return make("tbody", {}, ...(groups.size > 1 || group ? [head] : []), ...own.map(line));
    });
    const empty = wanted.length ? [] : [make("tbody", {}, make("tr", {}, make("td", { colSpan: heads.length, textContent: app.words(units.length ? "noneSuch" : "noOffices") })))];
    redraw(table, [make("caption", { id: "offices-caption", textContent: app.words("officesTitle") }), make("thead", {}, make("tr", {}, ...heads)), ...bodies, ...empty], filter);
    more.hidden = wanted.length <= shown;
    more.textContent = app.words("showMore", { count: wanted.length - shown });
    const count = (key) => units.filter(filters[key]).length;
    counts.textContent = units.length
      ? app.words("officeCounts", { all: units.length, in: count("in"), missing: count("missing"), leftOut: count("leftOut"), findings: count("findings"), unknown: count("unknown"), twice: count("twice") })
      : "";
    drawRefused();
  }

  function drawRefused() {
    const entries = app.store.refused;
    const part = byId("refused-part");
    part.hidden = entries.length === 0;
    byId("refused-title").textContent = app.words("refusedTitle", { count: entries.length });
    const items = entries.slice(0, AT_ONCE).map((entry, index) => {
      const where = [entry.file, entry.line && app.words("line", { line: entry.line })].filter(Boolean).join(app.words("comma"));
      const why = entry.intake?.message ?? (entry.phrase ? entry.phrase(app.locale()) : app.words("unreadable"));
      const item = make("li", {}, make("b", { textContent: where }), app.words("colon"), why);
      if (entry.intake?.reason === "duplicate") {
        const take = button(app.words("takeInstead"), `instead:${index}`, { "aria-label": `${app.words("takeInstead")} ${where}` });
        take.addEventListener("click", () => app.replaceWith(entry));
        item.append(" ", take);
      }
      return item;
    });
    if (entries.length > AT_ONCE) items.push(make("li", { textContent: app.words("andMore", { count: entries.length - AT_ONCE }) }));
    redraw(refusals, items, byId("refused-title"));
  }

  filter.addEventListener("change", () => {
    shown = AT_ONCE;
    draw();
    app.announce(app.words("filtered", { count: app.store.units().filter(filters[filter.value]).length }));
  });
  more.addEventListener("click", () => {
    shown += AT_ONCE;
    draw();
  });
  byId("forget-refused").addEventListener("click", () => {
    app.store.refused = [];
    draw();
    table.focus();
  });
  return { draw };
}
