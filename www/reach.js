// The list of findings scrolls in its box here. A browser that gives the keyboard no way into such a
// box is given one, as long as there is more in it than it shows.
const list = document.querySelector("#report .crossfoot-findings");
new ResizeObserver(() => {
  if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
  else list.removeAttribute("tabindex");
}).observe(list);
