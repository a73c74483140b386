// One tap under an answer: counted without leaving the page. Without this script the form does the same on a page of its own.
"use strict";
document.querySelectorAll("form[data-helpful]").forEach((form) => {
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    const fields = new URLSearchParams(new FormData(form));
    fields.set("action", submitted.submitter.value);
    form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    fetch(form.action, { method: "POST", body: fields })
      .then((reply) => { if (!reply.ok) { throw new Error(); } said.textContent = "谢谢，记下了。"; form.replaceWith(said); })
      .catch(() => {
        form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
        said.textContent = "没有记上，请再点一次。";
        form.append(said);
      });
  });
});
