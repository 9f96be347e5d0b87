import { paletteVariables } from "../palette";

/** The page's style sheet. */
export const STYLE = `
:root{color-scheme:light dark;${paletteVariables(false)}}
@media (prefers-color-scheme:dark){:root{${paletteVariables(true)}}}
*{box-sizing:border-box}
html[lang="en"] body [lang="zh"]:not(button),html[lang="zh"] body [lang="en"]:not(button,pre,code){display:none}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
header,main{max-width:1084px;margin:0 auto;padding:0 32px}
header{padding-top:24px}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px}
a{color:inherit;text-underline-offset:2px}
h1{font-size:26px;line-height:1.2;margin:0}
h2{font-size:20px;margin:40px 0 4px}
h3{font-size:16px;margin:28px 0 4px}
p{margin:4px 0 12px}
.note{color:var(--muted);font-size:14px}
.verdict{font-weight:600;padding:2px 10px;border:2px solid;border-radius:6px;color:var(--heal)}
.verdict.failed,td.failed,td.danger,.failed>summary .outcome,li.failed{color:var(--fault)}
.switch{margin-left:auto;display:flex;gap:4px}
button{font:inherit;font-size:14px;padding:4px 12px;min-height:32px;border:1px solid var(--muted);border-radius:6px;background:var(--paper);color:var(--ink);cursor:pointer}
button[aria-pressed="true"]{background:var(--ink);color:var(--paper);border-color:var(--ink)}
:focus-visible{outline:3px solid var(--master);outline-offset:2px}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:10px 24px;margin:20px 0 0}
dt{color:var(--muted);font-size:13px}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:14px;margin:12px 0}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid var(--line)}
th{color:var(--muted);font-weight:500;white-space:nowrap}
.number{text-align:right;white-space:nowrap}
.predicted{white-space:nowrap}
.verdict-line{white-space:nowrap}
td small{display:block;color:var(--muted)}
figure{margin:8px 0 16px}
svg{display:block;max-width:100%;height:auto}
figure.wide svg,figure.narrow svg{width:100%}
.side{display:flex;flex-wrap:wrap;gap:8px 48px}
.narrow{display:none}
details{border:1px solid var(--line);border-radius:8px;margin:8px 0;background:var(--paper)}
summary{cursor:pointer;padding:8px 14px;display:flex;flex-wrap:wrap;gap:2px 16px;align-items:baseline}
summary::before{content:"▸";color:var(--muted)}
details[open]>summary::before{content:"▾"}
.outcome{font-weight:600;color:var(--heal)}
.inside{padding:0 14px 12px}
.inside dl{margin-top:4px}
ul{list-style:none;margin:12px 0 0;padding:0;font-size:14px}
li{margin:2px 0;overflow-wrap:anywhere}
li .what{color:var(--muted)}
pre{margin:6px 0 10px;padding:10px;background:var(--panel);color:var(--ink);border-radius:6px;font:12px/1.5 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
footer{max-width:1084px;margin:40px auto 0;padding:0 32px 32px;color:var(--muted);font-size:13px}
@media (max-width:700px){
header,main,footer{padding-left:16px;padding-right:16px}
h1{font-size:22px}
.wide{display:none}
.narrow{display:block}
.inside{padding:0 4px 8px}
.inside dl,.inside ul,.inside pre{margin-left:8px;margin-right:8px}
dl{grid-template-columns:repeat(auto-fill,minmax(150px,1fr))}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{display:grid;grid-template-columns:1fr 1fr 1fr;gap:4px 12px;padding:10px 0;border-bottom:1px solid var(--line)}
td{border:0;padding:0}
td:first-child{grid-column:1/-1}
td.whole{grid-column:2/-1}
.number{text-align:left}
td[data-en]::before{display:block;color:var(--muted);font-size:12px;content:attr(data-en)}
html[lang="zh"] td[data-zh]::before{content:attr(data-zh)}
}
@media print{details{break-inside:avoid}.switch{display:none}}
`;
