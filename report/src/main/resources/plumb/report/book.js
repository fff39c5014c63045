(function () {
  var root = document.documentElement, button = document.getElementById('language');
  function kept() { try { return localStorage.getItem('plumb-language'); } catch (e) { return null; } }
  function keep(code) { try { localStorage.setItem('plumb-language', code); } catch (e) { /* not kept then */ } }
  var wanted = (/[#,](en|zh)\b/.exec(location.hash) || [])[1] || kept() || (/^zh/.test(navigator.language) ? 'zh' : 'en');
  function show(code) {
    root.lang = code;
    document.querySelectorAll('a[href$=".html"],a[href*=".html#"]').forEach(function (a) {
      a.href = a.getAttribute('href').replace(/#.*/, '') + '#' + code + (root.dataset.theme ? ',' + root.dataset.theme : '');
    });
  }
  button.hidden = false;
  button.addEventListener('click', function () {
    var code = root.lang === 'zh' ? 'en' : 'zh';
    keep(code);
    show(code);
  });
  document.getElementById('theme').addEventListener('click', function () { show(root.lang); });
  show(wanted);
})();
