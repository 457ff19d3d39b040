// The sample, and what can be wrong with it: loaded when it is asked for.

export function offerSample(app) {
  const byId = (id) => document.getElementById(id);
  const part = byId("sample-part");
  const buttons = [...part.querySelectorAll("[data-fault]")];

  async function load(fault) {
    if (!app.mayClear()) return;
    const [sample, formChoice] = [await import("./rollup-sample.js"), byId("form")];
    formChoice.value = "fujian-indicators-2017";
    byId("period").value = sample.period;
    await app.restart({ roster: JSON.stringify(sample.roster), prior: sample.prior });
    app.isSample = true;
    const { files, reported } = sample.faults[fault]();
    for (const { group, entries } of reported) app.report(group, entries);
    part.hidden = false;
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.fault === fault));
    await app.take(files);
    app.announce(byId("compared").textContent);
  }

  byId("sample").addEventListener("click", () => load("none"));
  for (const one of buttons) one.addEventListener("click", () => load(one.dataset.fault));
}
