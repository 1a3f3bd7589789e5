// Wagtail scrolls to the place that an address names; it leaves the tab around that place closed.
window.addEventListener("load", () => {
  const place = document.getElementById(window.location.hash.slice(1));
  const panel = place?.closest('[role="tabpanel"][hidden]');
  if (!panel) return;
  document.querySelector(`[role="tab"][aria-controls="${panel.id}"]`)?.click();
  window.setTimeout(() => place.scrollIntoView(), 200);
});
