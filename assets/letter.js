// The letter is filled in and printed here; nothing is sent or stored. What is written is copied, as text, into
// the place that is printed, so that long paragraphs print whole.
(function () {
  "use strict";
  document.documentElement.classList.add("has-script");
  var fields = Array.prototype.slice.call(document.querySelectorAll(".letter input, .letter textarea"));

  function copy(field) {
    document.querySelector('.value[data-for="' + field.id + '"]').textContent = field.value;
    if (field.tagName === "TEXTAREA") {
      field.style.height = "auto";
      field.style.height = field.scrollHeight + 4 + "px";
    }
  }
  function clear() {
    fields.forEach(function (field) { field.value = ""; copy(field); });
  }
  var actions = {
    print: function () { window.print(); },
    clear: clear,
    today: function () {
      var now = new Date();
      var date = document.getElementById("riqi");
      date.value = now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日";
      copy(date);
    }
  };
  fields.forEach(function (field) {
    field.addEventListener("input", function () { copy(field); });
    copy(field);
  });
  document.querySelectorAll("[data-do]").forEach(function (button) {
    button.addEventListener("click", actions[button.dataset.do]);
  });
  document.querySelectorAll(".script-only").forEach(function (part) { part.hidden = false; });
  document.querySelectorAll(".no-script").forEach(function (part) { part.hidden = true; });
  // A page that comes back from the browser's memory must not show the last person's letter.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { clear(); } });
})();
