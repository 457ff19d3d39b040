// Shows the pieces to the tests; binding is left to them.
import init, { Form } from "../../../pkg/crossfoot.js";

await init();
const response = await fetch(new URL("../../../pkg/forms/fujian-indicators-2017.json", import.meta.url));
const element = document.getElementById("form");
element.addEventListener("submit", (event) => {
  event.preventDefault();
  window.__sent = (window.__sent ?? 0) + 1;
});
window.__crossfoot = {
  Form,
  definition: await response.text(),
  element,
  cells: {
    total: "indicators.received.year",
    "in-person": "indicators.in_person.year",
    online: "indicators.online.year",
    "by-letter": "indicators.by_letter.year",
    overview: "overview",
  },
  open(options) {
    this.form = Form.compile(this.definition);
    this.session = this.form.open({ locale: "zh-CN", period: "2017", ...options });
    return this.session;
  },
  bind(options) {
    this.binding = this.session.bind(element, { cells: this.cells, ...options });
    return this.binding;
  },
};
