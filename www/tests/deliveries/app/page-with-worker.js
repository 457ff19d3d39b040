const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.addEventListener("message", ({ data }) => {
  document.title = data;
});
worker.addEventListener("error", (event) => {
  document.title = `error: ${event.message}`;
});
