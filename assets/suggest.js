// Offers questions of the guide while somebody types. What is typed goes to this service alone, by POST, and is
// kept nowhere. Without this script the box works all the same.
(function () {
  "use strict";
  var box = document.getElementById("question");
  var list = document.querySelector(".offers");
  if (!box || !list || !window.fetch) { return; }
  var longest = 20, pause = 250, timer, latest = 0;

  function show(questions) {
    list.textContent = "";
    questions.slice(0, 5).forEach(function (question) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = question.url;
      link.textContent = question.title;
      item.appendChild(link);
      list.appendChild(item);
    });
    list.hidden = questions.length === 0;
  }
  function ask() {
    var typed = box.value.trim();
    var number = (latest += 1);
    if (typed.length < 2 || typed.length > longest) { show([]); return; }
    fetch("/api/v1/suggest", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ q: typed })
    }).then(function (reply) {
      return reply.ok ? reply.json() : { questions: [] };
    }).then(function (found) {
      if (number === latest) { show(found.questions); }
    }).catch(function () { show([]); });
  }
  box.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
})();
