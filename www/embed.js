import "./embed.css";
import cells from "./fields.json";
import figures2016 from "../forms/samples/fengze-2016.json";

const [form, language, lastYear] = ["report", "language", "last-year"].map((id) => document.getElementById(id));
const prior = () => (lastYear.value === "2016" ? figures2016 : {});
try {
  const { default: init, Form } = await import("../pkg/crossfoot.js");
  const [definition] = await Promise.all([fetch(new URL("../pkg/forms/fujian-indicators-2017.json", import.meta.url)), init()]);
  const session = Form.compile(await definition.text()).open({ locale: language.value, period: "2017", prior: prior() });
  session.bind(form, { cells });
  language.addEventListener("change", () => session.setLocale(language.value));
  lastYear.addEventListener("change", () => session.setPrior(prior()));
  import("./reach.js").catch(console.warn);
  import("./read.js").then((read) => read.offerReading({ session, form, cells, language })).catch(console.warn);
} catch (error) {
  console.warn(error);
  form.insertAdjacentHTML("beforeend", `<p class="crossfoot-status unchecked" role="status">
    <span lang="zh-CN">校验程序未能载入，所填内容未经核对；仍可照常报送。</span>
    <span lang="en">The checks could not be loaded: nothing was checked. You can submit as usual.</span></p>`);
}
