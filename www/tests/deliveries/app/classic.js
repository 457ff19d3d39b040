// In the words of its time.
window.onload = function () {
  var request = new XMLHttpRequest();
  request.open("GET", "./applications.json");
  request.onload = function () {
    crossfoot.init().then(function () {
      var session = crossfoot.Form.compile(request.responseText).open({ locale: "zh-CN", period: "2017" });
      session.bind(document.getElementById("report"), {
        cells: { all: "t.received.year", web: "t.online.year", letter: "t.by_letter.year" }
      });
      document.title = "bound";
    });
  };
  request.send();
};
