// Shows the buttons that print the page, which would do nothing without script.
for (const button of document.querySelectorAll("[data-cchc-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
