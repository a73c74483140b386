// The desk by keyboard: searches when typing pauses, / to the box, arrows through the hits, Enter opens, Esc clears.
// Without this script the form works all the same.
(function () {
  "use strict";
  var box = document.getElementById("q");
  var form = box && box.form;
  var results = document.getElementById("results");
  if (!box || !results || !window.fetch || !window.URLSearchParams) { return; }
  var pause = 200, timer, latest = 0, shown = box.value.trim();

  function query() {
    return new URLSearchParams(new FormData(form));
  }
  function search() {
    var number = (latest += 1);
    var asked = query();
    var typed = box.value.trim();
    if (!typed) { results.textContent = ""; shown = ""; return; }
    var address = "/search?" + asked.toString();
    asked.append("part", "results");
    fetch("/search?" + asked.toString()).then(function (reply) {
      return reply.text();
    }).then(function (page) {
      if (number !== latest) { return; }
      results.innerHTML = page;
      shown = typed;
      history.replaceState(null, "", address);
    }).catch(function () { /* The button still works. */ });
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(search, pause);
  }
  function links() {
    return Array.prototype.slice.call(results.querySelectorAll(".hits h2 a"));
  }
  function step(by) {
    var all = links();
    if (!all.length) { return; }
    var at = all.indexOf(document.activeElement) + by;
    if (at < 0) { box.focus(); return; }
    all[Math.min(at, all.length - 1)].focus();
  }

  box.addEventListener("input", later);
  form.querySelectorAll("select").forEach(function (choice) {
    choice.addEventListener("change", search);
  });
  form.addEventListener("submit", function (event) {
    // Enter on what is shown already opens the first of it.
    var first = links()[0];
    if (first && shown === box.value.trim() && document.activeElement === box) {
      event.preventDefault();
      location.href = first.href;
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); box.focus(); box.select(); }
    if (event.key === "Escape") { event.preventDefault(); box.value = ""; box.focus(); search(); }
    var inList = document.activeElement === box || results.contains(document.activeElement);
    if (inList && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  });
})();
