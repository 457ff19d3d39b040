// What every page does, however it got the package.
export function bind({ Form }, definition) {
  const session = Form.compile(definition).open({ locale: "en", period: "2017" });
  const cells = { all: "t.received.year", web: "t.online.year", letter: "t.by_letter.year" };
  session.bind(document.getElementById("report"), { cells });
  document.title = "bound";
}
