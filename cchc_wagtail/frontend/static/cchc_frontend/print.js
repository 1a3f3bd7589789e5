// Shows the buttons that print the page, which would do nothing without script, and opens for the
// printer what is folded, in browsers whose stylesheets cannot.
for (const button of document.querySelectorAll("[data-cchc-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".cchc-fold:not([open])")];
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
});
