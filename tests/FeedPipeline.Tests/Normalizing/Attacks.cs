namespace FeedPipeline.Tests.Normalizing;

/// <summary>HTML that wants to run: every family of cross-site scripting, each trying to call <c>hit()</c>.</summary>
internal static class Attacks
{
    private static readonly string[] EventElements =
        ["img src=x", "video src=x", "audio src=x", "body", "svg", "input autofocus", "details open", "marquee", "iframe src=x", "object data=x", "a href=#", "p", "b", "custom-tag tabindex=1 autofocus", "select autofocus", "textarea autofocus", "button autofocus", "form", "table", "td"];

    private static readonly string[] Events = ["onerror", "onload", "onclick", "onmouseover", "onfocus", "ontoggle", "onbegin", "onanimationstart", "onpointerenter", "onwheel"];

    private static readonly string[] Schemes =
    [
        "javascript:hit()", "JaVaScRiPt:hit()", " javascript:hit()", "\u0001javascript:hit()", "java\tscript:hit()", "java\nscript:hit()", "java\rscript:hit()", "java&#9;script:hit()", "java&Tab;script:hit()", "java&NewLine;script:hit()",
        "&#106;avascript:hit()", "&#x6A;avascript:hit()", "&#0000106avascript:hit()", "javascript&colon;hit()", "javascript&#58;hit()", "javascript&#x3A;hit()", "javascript://%0ahit()", "javascript://https://a.example/%0ahit()", "vbscript:hit()", "livescript:hit()",
        "data:text/html,<script>hit()</script>", "data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload=hit()>", "blob:hit", "filesystem:hit", "feed:javascript:hit()", "view-source:javascript:hit()", "jar:javascript:hit()!/", "\u00A0javascript:hit()", "\u2028javascript:hit()", "\uFEFFjavascript:hit()",
        "http:javascript:hit()", "https:javascript:hit()//", "//javascript:hit()", "javascript\u0000:hit()", "java\u0000script:hit()", "ｊavascript:hit()",
    ];

    private static readonly string[] UrlAttributes =
        ["a href=\"{0}\">x</a>", "img src=\"{0}\">", "iframe src=\"{0}\"></iframe>", "form action=\"{0}\"><input type=submit></form>", "object data=\"{0}\"></object>", "svg><a xlink:href=\"{0}\"><text>x</text></a></svg>", "a href=\"{0}\" target=_blank><b>x</b></a>"];

    private static readonly string[] RawTexts = ["style", "title", "textarea", "xmp", "noscript", "noembed", "noframes", "iframe", "template", "plaintext", "select", "option", "math", "svg", "desc", "foreignObject"];

    private static readonly string[] Single =
    [
        // Scripts.
        "<script>hit()</script>", "<SCRIPT>hit()</SCRIPT>", "<script src=data:,hit()></script>", "<script/x>hit()</script>", "<script\n>hit()</script\n>", "<scr<script>ipt>hit()</scr</script>ipt>", "<<script>hit()//<</script>", "<script>hit()", "</script><script>hit()</script>",
        "<script type=module>hit()</script>", "<script type=text/vbscript>hit()</script>", "<svg><script>hit()</script></svg>", "<svg><script>hit&#40;)</script></svg>", "<math><script>hit()</script></math>", "<svg><script href=data:,hit() /></svg>", "<script>/*<b>*/hit()</script>", "<script\u0000>hit()</script>", "<\u0000script>hit()</script>", "%3Cscript%3Ehit()%3C/script%3E",
        // Markup that changes its meaning when it is parsed again.
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=hit()&gt;\">", "<math><mtext><table><mglyph><style><math><img src onerror=hit()>", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=hit()>", "<svg></p><style><a id=\"</style><img src=1 onerror=hit()>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=hit()>\">", "<svg><style><img src=x onerror=hit()></style></svg>", "<math><annotation-xml encoding=\"text/html\"><img src=x onerror=hit()></annotation-xml></math>", "<svg><foreignObject><iframe srcdoc=\"<script>parent.hit()</script>\"></iframe></foreignObject></svg>",
        "<svg><desc><noscript><img src=x onerror=hit()></noscript></desc></svg>", "<select><style></select><img src=x onerror=hit()></style>", "<table><tr><td><svg><desc><td><img src=x onerror=hit()>", "<template><img src=x onerror=hit()></template>", "<div><template shadowrootmode=open><img src=x onerror=hit()></template></div>", "<listing>&lt;img src=x onerror=hit()&gt;</listing>", "<xmp><p title=\"</xmp><img src=x onerror=hit()>\">",
        "<a href=\"`<img src=x onerror=hit()>`\">x</a>", "<img alt=\"``onerror=hit()\" src=x>", "<p title='&lt;img src=x onerror=hit()&gt;'>x</p>", "<img src='https://a.example/&quot;onerror=hit()&quot;'>", "<a href='https://a.example/\"onmouseover=hit()//'>x</a>", "<a href=\"https://a.example/'><img src=x onerror=hit()>\">x</a>", "<img alt='\"><script>hit()</script>' src='https://a.example/x.png'>",
        // Comments, sections, instructions, doctypes.
        "<!--><img src=x onerror=hit()>-->", "<!--[if gte IE 4]><script>hit()</script><![endif]-->", "<![CDATA[<script>hit()</script>]]>", "<svg><![CDATA[><img src=x onerror=hit()>]]></svg>", "<?xml version=1?><script>hit()</script>", "<?php echo '<script>hit()</script>' ?>", "<!DOCTYPE x [<!ENTITY x \"<script>hit()</script>\">]>&x;", "<!-- --!><img src=x onerror=hit()>", "<!-- <!-- --><script>hit()</script>", "</ <img src=x onerror=hit()>>", "<!x><img src=x onerror=hit()>", "<%<img src=x onerror=hit()>%>",
        // Documents, navigation, plug-ins.
        "<iframe srcdoc='<script>parent.hit()</script>'></iframe>", "<meta http-equiv=refresh content='0;url=javascript:hit()'>", "<base href='javascript:hit();//'><a href='x'>x</a>", "<link rel=stylesheet href='data:text/css,*{background:url(javascript:hit())}'>", "<link rel=import href='data:text/html,<script>hit()</script>'>", "<embed src='data:text/html,<script>parent.hit()</script>'>", "<object data='data:text/html,<script>parent.hit()</script>'></object>", "<applet code=hit></applet>", "<frameset onload=hit()><frame src=javascript:hit()></frameset>", "<portal src='javascript:hit()'></portal>", "<object><param name=code value=javascript:hit()></object>", "<bgsound src=javascript:hit()>", "<layer src=javascript:hit()></layer>", "<isindex action=javascript:hit() type=image>", "<form><button formaction=javascript:hit() autofocus>x</button></form>", "<input type=image src=x onerror=hit()>", "<input onfocus=hit() autofocus>", "<keygen autofocus onfocus=hit()>", "<menu id=x contextmenu=x onshow=hit()>x</menu>",
        // Styles.
        "<p style='background:url(javascript:hit())'>x</p>", "<p style='width:expression(hit())'>x</p>", "<p style='-moz-binding:url(data:text/xml,x)'>x</p>", "<p style='behavior:url(x.htc)'>x</p>", "<style>@import 'javascript:hit()';</style>", "<style>*{x:expression(hit())}</style>", "<p style=\"position:fixed;inset:0\" onclick=hit()>x</p>", "<style>@keyframes x{}</style><p style='animation-name:x' onanimationstart=hit()>x</p>", "<p style='background:\\75\\72\\6c(javascript:hit())'>x</p>", "<style>body{background:url(\"javascript:hit()\")}", "<link rel=stylesheet href=javascript:hit()>", "<div style=xss:expr/*x*/ession(hit())>x</div>",
        // Vector graphics and formulas.
        "<svg onload=hit()>", "<svg/onload=hit()>", "<svg><animate onbegin=hit() attributeName=x dur=1s>", "<svg><set attributeName=href to=javascript:hit() /><a id=x><text>x</text></a></svg>", "<svg><animate xlink:href=#x attributeName=href values=javascript:hit() /><a id=x><text>x</text></a></svg>", "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='hit()'/></svg>#x\"/></svg>", "<svg><image href=x onerror=hit()></svg>", "<svg><handler xmlns:ev=http://www.w3.org/2001/xml-events ev:event=load>hit()</handler></svg>", "<math href=javascript:hit()>x</math>", "<math><maction actiontype=statusline xlink:href=javascript:hit()>x</maction></math>", "<svg><foreignObject><body onload=hit()></foreignObject></svg>", "<svg xmlns:xlink=http://www.w3.org/1999/xlink><a xlink:href='javascript:hit()'><rect width=9 height=9 /></a></svg>",
        // Attributes broken open.
        "<img src=x onerror=hit()//", "<img src=x onerror='hit()' x", "<img/src=x/onerror=hit()>", "<img src=x:x onerror\n=\nhit()>", "<img \u000Csrc=x\u000Conerror=hit()>", "<img src=x\u0000 onerror=hit()>", "<img src=`x` onerror=hit()>", "<img \"\"\"><script>hit()</script>\">", "<img src=\"x\"\"onerror=hit()>", "<p a='>'onclick=hit()>x</p>", "<img src=x onerror=&#104;it()>", "<img src=x oNeRrOr=hit()>", "<img src=x onerror = \"hit()\">", "<img srcset='x 1x' onerror=hit()>", "<picture><source srcset=x><img onerror=hit() src=x></picture>", "<video><source onerror=hit() src=x></video>", "<audio src=x onerror=hit()>", "<track onerror=hit()>", "<video poster=javascript:hit()>", "<body background=javascript:hit()>", "<table background=javascript:hit()><tr><td background=javascript:hit()>x</table>", "<img dynsrc=javascript:hit()>", "<img lowsrc=javascript:hit()>", "<a href=x ping=javascript:hit()>x</a>", "<a href=https://a.example/ onclick=hit() rel=opener>x</a>",
        // Clobbering, frameworks, encodings.
        "<form id=document><input name=cookie></form>", "<img name=body src=x onerror=hit()>", "<a id=hit href=javascript:hit()>x</a>", "<div ng-app>{{constructor.constructor('hit()')()}}</div>", "<div v-on:click=hit()>x</div>", "<div x-data x-init=hit()>x</div>", "<div data-bind='click: hit'>x</div>", "<button data-toggle=tooltip data-html=true title='<script>hit()</script>'>x</button>", "<is-land on:visible=hit()></is-land>", "+ADw-script+AD4-hit()+ADw-/script+AD4-", "\u00BCscript\u00BEhit()\u00BC/script\u00BE", "&lt;script&gt;hit()&lt;/script&gt;", "&amp;lt;script&amp;gt;hit()&amp;lt;/script&amp;gt;", "&#60;script&#62;hit()&#60;/script&#62;", "\uFF1Cscript\uFF1Ehit()\uFF1C/script\uFF1E", "<ſcript>hit()</ſcript>", "<ImG SrC=X OnErRoR=hit()>", "<a href=\"javas\u00ADcript:hit()\">x</a>", "<a href='\u200Bjavascript:hit()'>x</a>",
    ];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Single,
        .. from element in EventElements from name in Events select $"<{element} {name}=hit()>x</{element.Split(' ')[0]}>",
        .. from attribute in UrlAttributes from scheme in Schemes select $"<{attribute.Replace("{0}", scheme, StringComparison.Ordinal)}",
        .. from name in RawTexts select $"<{name}></{name}><img src=x onerror=hit()>",
        .. from name in RawTexts select $"<{name}><img title=\"</{name}><img src=x onerror=hit()>\"></{name}>",
        .. from name in RawTexts select $"<p><{name}><b><script>hit()</script></{name}></p>",
        .. from name in RawTexts select $"<{name}><style></{name}><img src=x onerror=hit()></style>",
    ];
}
