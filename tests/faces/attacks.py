"""Texts that would run, link or load something if any format took them for more than words.

Each sets an attribute of the page when it runs, so that a browser can be asked which did.
"""

RAN = "data-ran"
_FORMS = [
    # elements that run by themselves
    "<script>{js}</script>", "<ScRiPt >{js}</sCrIpT >", "<svg><script>{js}</script></svg>",
    "<img src=nothing onerror={js}>", "<svg/onload={js}>", "<body onpageshow={js}>", "<details open ontoggle={js}>x</details>",
    "<video><source onerror={js}></video>", "<input autofocus onfocus={js}>", "<style onload={js}></style>",
    "<iframe srcdoc='<script>parent.{js}</script>'></iframe>", "<object data='data:text/html,<script>{js}</script>'></object>",
    # out of an attribute, an element, a comment, a script, a CDATA section
    "\"><img src=nothing onerror={js}>", "' onmouseover={js} autofocus onfocus={js} '", "</title><script>{js}</script>",
    "</style><script>{js}</script>", "</textarea></select></option><script>{js}</script>", "--><script>{js}</script>",
    "</script><script>{js}</script>", "]]><script xmlns='http://www.w3.org/1999/xhtml'>{js}</script>",
    "</text><script>{js}</script>", "<![CDATA[<script>{js}</script>]]>",
    # addresses
    "javascript:{js}", " \tjava\nscript:{js}", "JAVASCRIPT&colon;{js}", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:{js}",
    "<a href='javascript:{js}'>x</a>", "https://x.example/\"onclick=\"{js}",
    # Markdown
    "[x](javascript:{js})", "![x](x \"onerror={js}\")", "<javascript:{js}>", "[x]: javascript:{js}", "`</code><script>{js}</script>`",
    "x](javascript:{js}) [y", "|\n\n<script>{js}</script>\n\n|",
    # characters that are not seen, or that another pass would decode
    "&lt;script&gt;{js}&lt;/script&gt;", "\\u003cscript\\u003e{js}\\u003c/script\\u003e", "<scr\x00ipt>{js}</script>",
    "\u202e<script>{js}</script>", "＜script＞{js}＜/script＞", "\ud83c<script>{js}</script>",
    # templates, styles, refreshes
    "{{{{ self.__init__.__globals__ }}}}{{{{constructor.constructor('{js}')()}}}}", "{{% raw %}}<script>{js}</script>{{% endraw %}}",
    "}}</style><style>@import 'http://127.0.0.1:9/x.css';", "<meta http-equiv=refresh content='0;url=javascript:{js}'>",
    "<base href='javascript:{js}//'>", "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
]  # fmt: skip
ATTACKS = [
    form.format(js=f"document.documentElement.setAttribute(`{RAN}-{number}`,1)")
    for number, form in enumerate(_FORMS)
]
