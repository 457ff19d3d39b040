// Embeds the checks as the documents tell it, and says so when there are none.
const form = document.getElementById("form");
try {
  const { default: init, Form } = await import("/pkg/crossfoot.js");
  const definition = await fetch("/definition.json");
  await init();
  const session = Form.compile(await definition.text()).open({ locale: "zh-CN" });
  const cells = { received: "t.received.n", online: "t.online.n", letter: "t.letter.n", replied: "t.replied.n", overview: "overview" };
  window.__session = session;
  window.__binding = session.bind(form, { cells, ...window.__options });
} catch (error) {
  console.warn(error);
  const said = document.createElement("p");
  said.id = "unchecked";
  said.textContent = "校验程序未能载入，所填内容未经核对；仍可照常报送。";
  form.append(said);
}
document.body.dataset.ready = "";
