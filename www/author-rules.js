// The rules read back: what each says in words and as a formula, where it was written, and whether it
// holds in the trial.
import { button, make, redraw, tongue } from "./rollup-dom.js";

const AT_ONCE = 120;
const FEW = 6;

export function rulesView(app) {
  const byId = (id) => document.getElementById(id);
  const [list, filter, onlyBroken, counted, more, stale, number] =
    ["rules", "rule-filter", "rule-broken", "rule-count", "more-rules", "rules-stale", "rule-number"].map(byId);
  let rules = null;
  let places = new Map();
  let broken = new Map(); // rule → its findings
  let shown = AT_ONCE;

  const wanted = () => {
    const text = filter.value.trim().toLowerCase();
    return rules.filter((rule) => (!onlyBroken.checked || broken.has(rule.id))
      && (!text || [rule.id, rule.sentence, rule.formula, rule.basis, ...rule.places].some((part) => part?.toLowerCase().includes(text))));
  };

  function draw() {
    if (!rules) {
      redraw(list, [], filter);
      counted.textContent = app.words("nothingYet");
      more.hidden = true;
      return;
    }
    const found = wanted();
    redraw(list, found.slice(0, shown).map(itemOf), byId("rules-part"));
    const none = rules.length ? "noRuleSuch" : "noRules";
    counted.textContent = found.length ? app.words("ruleCount", { shown: found.length, all: rules.length }) : app.words(none);
    more.hidden = found.length <= shown;
    more.textContent = app.words("moreRules", { count: found.length - shown });
    number.textContent = rules.length;
  }

  function itemOf(rule, at) {
    const name = button(rule.id, `rule:${rule.id}:${at}`, { className: "plain-button rule-name", "aria-label": app.words("showRule", { rule: rule.id }) });
    const pointer = places.get(rule.id);
    if (pointer) name.addEventListener("click", () => app.showPointer(pointer));
    else name.disabled = true;
    const head = make("p", { className: "rule-head" },
      make("b", { className: "severity", textContent: app.words(rule.severity) }),
      name,
      make("span", { className: "kind", textContent: app.words(`kind-${rule.kind}`) }),
      rule.implied ? make("span", { className: "tag", textContent: app.words("implied") }) : null);
    const facts = make("dl", { className: "rule-facts" });
    const fact = (key, content, lang) => facts.append(make("div", {}, make("dt", { textContent: app.words(key) }), make("dd", { lang }, content)));
    if (rule.formula !== null) fact("formula", make("code", { textContent: rule.formula }));
    if (rule.places.length) fact("places", placesOf(rule.places));
    if (rule.basis) fact("basis", rule.basis, tongue(rule.basis));
    const item = make("li", { className: "rule", data: { rule: rule.id, severity: rule.severity } }, head, make("p", { className: "sentence", textContent: rule.sentence }), facts);
    const findings = broken.get(rule.id);
    if (findings) {
      const lead = button(app.words("broken", { count: findings.length }), `broken:${rule.id}:${at}`, { className: "plain-button broken" });
      lead.addEventListener("click", () => app.showTrialCell(findings[0].cells[0]));
      item.append(make("p", {}, lead));
    }
    return item;
  }

  function placesOf(all) {
    const text = all.join(app.words("listComma"));
    if (all.length <= FEW) return text;
    return make("details", {}, make("summary", { textContent: app.words("placeCount", { count: all.length }) }), text);
  }

  filter.addEventListener("input", () => { shown = AT_ONCE; draw(); });
  onlyBroken.addEventListener("change", () => { shown = AT_ONCE; draw(); });
  more.addEventListener("click", () => {
    const next = shown;
    shown += AT_ONCE;
    draw();
    list.children[next]?.querySelector("button")?.focus();
  });

  return {
    show(next, pointers) {
      rules = next;
      places = pointers;
      draw();
    },
    /** What does not hold in the trial, by rule. */
    mark(findings) {
      const next = Map.groupBy(findings, ({ rule }) => rule);
      const look = (map) => JSON.stringify([...map].map(([rule, all]) => [rule, all.length, all[0].cells[0]]));
      if (look(next) === look(broken)) return;
      broken = next;
      draw();
    },
    outdated: (isStale) => { stale.hidden = !isStale || !rules; },
    draw,
  };
}
