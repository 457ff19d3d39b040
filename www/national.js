// The portal's own behaviour on this page: language, sample, receipt.
import sample from "../forms/samples/suqian-2024.json";
import cells from "./national-fields.json";

const byId = (id) => document.getElementById(id);
const [form, language, receipt] = ["report", "language", "receipt"].map(byId);

const text = {
  zw1: "2024年，全市按照政府信息公开条例的要求，健全工作机制，推进重点领域信息公开，各项工作平稳有序。",
  zw5: "目前部分栏目更新还不够及时。下一步将加强业务培训，完善检查督促办法。",
  zw6: "没有其他需要报告的事项。",
};

// The Chinese words are those of the page itself.
const worded = [...document.querySelectorAll("[data-en]")].map((element) => [element, element.textContent]);
language.addEventListener("change", () => {
  document.documentElement.lang = language.value;
  for (const [element, chinese] of worded) {
    element.textContent = language.value === "en" ? element.dataset.en : chinese;
  }
});

byId("sample").addEventListener("click", () => {
  for (const [name, cell] of Object.entries(cells)) {
    const value = sample[cell] ?? text[name];
    const field = form.elements[name];
    if (value === undefined || field.value === value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault(); // a demonstration: nothing leaves the page
  receipt.hidden = false;
  receipt.focus();
});
