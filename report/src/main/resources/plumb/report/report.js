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
(function () {
  // A table that is wider than its place fades out at the edge and says how to see the rest.
  function mark(box) {
    var hidden = box.scrollWidth - box.clientWidth - box.scrollLeft > 2;
    box.classList.toggle('cut', hidden);
    var hint = box.previousElementSibling;
    var said = hint && hint.classList.contains('scroll-hint');
    if (hidden && !said && box.clientWidth) {
      hint = document.createElement('p');
      hint.className = 'scroll-hint';
      hint.textContent = box.closest('[lang]').lang === 'zh' ? '表格没完：向旁边滑动 →' : 'The table goes on: scroll it sideways \u2192';
      box.before(hint);
    }
  }
  var boxes = document.querySelectorAll('.scroll');
  function all() { boxes.forEach(mark); }
  boxes.forEach(function (box) { box.addEventListener('scroll', function () { mark(box); }, { passive: true }); });
  document.querySelectorAll('details').forEach(function (d) { d.addEventListener('toggle', all); });
  window.addEventListener('resize', all);
  all();
})();
