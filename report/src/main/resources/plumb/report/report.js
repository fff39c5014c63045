(function () {
  var root = document.documentElement, button = document.getElementById('theme');
  var wanted = (/[#,](dark|light)\b/.exec(location.hash) || ['', ''])[1];
  if (wanted) root.dataset.theme = wanted;
  function dark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  function name() { if (!button.children.length) button.textContent = dark() ? 'Light' : 'Dark'; }
  button.hidden = false;
  button.addEventListener('click', function () { root.dataset.theme = dark() ? 'light' : 'dark'; name(); });
  name();
})();
