/*
 * A session that ends while somebody writes: Wagtail's editor would say "server error", and the
 * button to save would lead away from what was typed. This says what happened, keeps the page, and
 * goes on as soon as the editor has logged in again in another tab.
 */
(() => {
  const { login, text } = document.currentScript.dataset;
  const send = window.fetch;
  let ended = false;

  const isLogin = (answer) =>
    answer.redirected && new URL(answer.url).pathname === new URL(login, location.href).pathname;

  const told = () =>
    new Response(JSON.stringify({ success: false, error_code: "locked", error_message: text }), {
      status: 400,
      headers: { "Content-Type": "application/json" },
    });

  const say = () => {
    if (document.querySelector("[data-cchc-session]")) return;
    const note = document.createElement("div");
    note.className = "cchc-session";
    note.dataset.cchcSession = "";
    note.setAttribute("role", "alert");
    const link = document.createElement("a");
    link.href = login;
    link.target = "_blank";
    link.textContent = text;
    note.append(link);
    document.body.append(note);
  };

  /* Take the token of the new session over into the page; false while there is none. */
  const recover = async () => {
    const answer = await send(location.href);
    if (!answer.ok || isLogin(answer)) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!token) return false;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => {
      input.value = token;
    });
    document.querySelector("[data-cchc-session]")?.remove();
    ended = false;
    return token;
  };

  window.fetch = async (resource, options = {}) => {
    if (ended && options.body instanceof FormData) {
      const token = await recover();
      if (!token) return told();
      options.body.set("csrfmiddlewaretoken", token);
      const headers = new Headers(options.headers);
      headers.forEach((_value, name) => {
        if (name.toLowerCase().includes("csrf")) headers.set(name, token);
      });
      return send(resource, { ...options, headers });
    }
    const answer = await send(resource, options);
    if (!isLogin(answer)) return answer;
    ended = true;
    say();
    return told();
  };

  document.addEventListener(
    "submit",
    async (event) => {
      if (!ended || !event.target.matches("[data-edit-form]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { target, submitter } = event;
      if (await recover()) target.requestSubmit(submitter);
    },
    true,
  );
})();
