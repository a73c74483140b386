// Copies what a button holds. Without this script the buttons are not there and the text can be selected.
(function () {
  "use strict";
  if (!navigator.clipboard) { return; }
  var said = document.querySelector(".copied");
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        if (said) { said.textContent = "已复制"; }
      }, function () {
        if (said) { said.textContent = "没能复制，请选中文字自己复制"; }
      });
    });
  });
})();
