"""Time words (时间用语): the patterns of time expressions, and of what only looks like one."""

from __future__ import annotations

import re

from ..vocabulary import alternation

NUM = r"(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})"
UNTIL = r"(?:之前|以前|前|止)"
QUARTER = r"(?:前?[一二三四1-4]个?季度|第[一二三四1-4]季度)"
HALF = r"(?:上半年|下半年)"
CHINESE_YEAR = "二[〇○零][〇○零一二三四五六七八九]{2}(?=年)"
YEAR = (
    rf"(?:(?P<year>(?:19|20)\d{{2}}|{CHINESE_YEAR}|"
    r"0\d(?=年)|[1-3]\d(?=年(?:底|末|\d{1,2}月底)))年?|"
    r"(?P<relative>今年|本年|明年|次年))"
)
_SHORT_YEAR = r"\d年(?:底|末|\d{1,2}月底)"
YEARS = (
    rf"19\d\d|20\d\d|二[〇○零]|0\d年|1{_SHORT_YEAR}|2{_SHORT_YEAR}|3{_SHORT_YEAR}|"
    "今年|本年|明年|次年"
)
"""Each way begins with a letter, not a class: the engine skips to these letters."""
CHINESE_DAY = r"三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
SPAN = r"(?:个?工作日|日|天|个月|周|年)(?:之?内|以内)"
POINT = (
    r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    rf"(?:(?P<day>3[01]|[12]\d|0?[1-9]|{CHINESE_DAY})(?:[日号]|(?=[-—–~至到]\d{{1,2}}[日号]))(?:[-—–~至到](?P<till>3[01]|[12]\d|0?[1-9])[日号])?|(?P<third>[上中下]{{1,2}}旬|底|末|初))?"
)
RANGE = re.compile(
    r"(?P<from>(?:1(?<![\d.]1)9|2(?<![\d.]2)0)\d{2})(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?)?(?:[-—－–~至]{1,4}|(?<=[年月日])到)"
    r"(?:(?P<year>(?:19|20)\d{2})年(?!初(?!步)))?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>\d{1,2})日)?)?(?P<until>底|末)?"
)
TO_MONTH = r"[-—－–~至到](?:20\d{2}年|次年|翌年|明年|当年)?\d{1,2}月"
DAY_RANGE = re.compile(
    r"(?<![\d.])(?:(?P<from>20\d{2})年)?(?P<first>1[0-2]|0?[1-9])(?:月(?:\d{1,2}日)?)?[-—－–~至到]{1,4}"
    r"(?:(?P<year>20\d{2})年|(?P<next>次年|翌年|明年)|当年)?"
    r"(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?(?P<until>底)?(?!\d)"
)
YEAR_POINT = re.compile(
    rf"(?<!\d)(?P<lead>到|至|截至|力争|于|在)?{YEAR}"
    rf"(?P<part>的?(?:{HALF}|{QUARTER}|年?底|年?末|年?度?内|之内|年中|全年)|(?=[1-9一二三四五六七八九十])(?:{POINT}))?"
    rf"(?P<until>底)?(?P<before>{UNTIL})?"
)
MONTH = re.compile(
    r"(?:(?<![\d年.\-—~第一二三四五六七八九十])(?<![\d月日年前后][至到])(?<!截[至止])|(?<=[\t\n。;]\d\.))"
    rf"{POINT}(?P<before>{UNTIL})?"
)
PART = re.compile(
    rf"(?P<part>{HALF}|{QUARTER}|(?<![每隔半多少近])年(?:底|末)|(?<![\d一二三四五六七八九十两])年内|年终(?![奖考评总绩目述检])|全年|(?<!上)年度内)"
    rf"(?P<until>末|底)?(?P<before>{UNTIL})?"
)
PLAN = re.compile(
    r"[“\"]?(?P<plan>十[一二三四五六七八九]?)五[”\"]?(?P<when>末|期末|期间|时期|期内|规划期)"
)
AFTER_ISSUE = re.compile(
    r"(?:印发|发布|下发|公布|出台|施行|实施|发文|接文|收文|(?:收|接)到[^,;。]{0,6}?通知)(?:之日)?(?:起|后)?(?:的)?"
    rf"(?P<count>{NUM})(?P<unit>个?工作日|日|天|个月|周|年)(?:之?内|以内)"
)
OTHERS = re.compile(r"(?:国家|中央|上级|国务院|部委|省级?|省里|相关|有关|配套)[^,;。、(本]{0,10}$")
WITHIN_YEARS = re.compile(
    rf"(?:经过|通过|(?<!利)用)(?:(?P<low>{NUM})[-—－–~至到])?(?P<count>{NUM})年(?:左右)?(?:的?时间|的?努力)"
)
YEARS_WITHIN = re.compile(
    rf"(?<![每近前连毕业\d])(?<!起)(?P<count>{NUM})年(?:之?内|以内)(?![未的毕或])"
)
SINCE = re.compile(
    r"(?<!\d)(?P<from>(?:19|20)\d{2})年(?:起|开始)(?:的)?,?(?P<count>\d{1,2}|[一二三四五六七八九十])年内"
)
UNRESOLVED = re.compile(
    r"(?:下达|批复|批准|通过|签订|验收|受理|到位|启动|开工|竣工|认定)(?:之日)?(?:起|后)"
    rf"{NUM}{SPAN}"
)
PLAN_NAME = rf"计划(?!{alternation('targets', 'commit_verbs')})"
OUR_PLAN = "[我全本各][省市州盟县区旗镇乡](?:共|将)?计划"
NAMES = (
    r"(?:三年|五年|年度)?(?:行动)?"
    rf"(?:{PLAN_NAME}|规划(?!指标|目标|任务|期)|要点|方案|版|预算|纲要|结转|培训计划|工作计划|任务书|工程规划|行动)"
)
NAME_BEHIND = re.compile(
    rf"(?![对将把由])(?!{OUR_PLAN})(?:年?度)?(?:[\u4e00-\u9fff]{{0,6}}?{NAMES})"
)
EARLY = re.compile("初(?!步|[级中高])")
BACKWARDS = re.compile(
    r"(?:[上下中]午(?![^,;。]{0,8}前)|凌晨|晚上|讯|电[,:(]|以来|起|开始|以后|之后|后(?!续)|以前年度|同期|来|年初|初增|增长|比上年)"
)
RECURRING = re.compile(
    r"(?:每年|每季|每个|每月|逐年|按|各年|历年|年年|上年|去年|较|比|自|从|按照|根据|依据|经|从事|每|有效期|有效期限)$"
)
EACH_TOLD = re.compile(r"每[^,;。()每]{1,6}\([^()]{0,12}$")
IS_A_YEAR = re.compile(r",(?:是|作为|对于|受|面对|在[^,。]{0,20}下,)")
NO_TASK = re.compile(
    rf"(?!{OUR_PLAN})(?:"
    r"[\s\d)\]〕《》”,、;。~—–-]|年|第[\d一二三四五六七八九十]+[号期批次届]|[是为的]|度?(?:[\u4e00-\u9fff]{0,6}?(?:报告|会议|条例|目录|标准|清单|项目|活动|名单|普查|考核|任务书|"
    rf"要点|方案|{PLAN_NAME}|规划|预算|版|工作安排|分工|分解|以来|同期|年鉴|数据|价格|水平|基础))"
    ")"
)
DONE = alternation("targets", "completed_verbs")
BEGUN = r"启动|全面|基本|推进|启用"
COMPLETES = re.compile(rf"(?:全部|全面|正式|基本|陆续|整体|实现)?(?:{DONE})(?![的了])")
PLANNED = re.compile(r"(?:计划|预计|拟|确保|争取|力争|其中|最迟|须|应|要)[在于]?$")
YEARS_BEFORE = re.compile(r"(?:20\d\d年[、和及与]){1,4}$")
YEARS_BEHIND = re.compile(r"(?:[、和及与]20\d\d年){1,4}(?:[,分各均每]|底|末)")
MONTHS_BEHIND = re.compile(r"(?:[、和及与]\d{1,2}月)+(?:底|末|份?前|各|分别)")
IN_FORCE = re.compile(r"(?:期间|有效|施行|执行|止)")
AIMED = re.compile(r"[对凡](?<![面针应相核]对)[^,;。、:对凡]{0,8}$")
REWARDED = re.compile(r"[^,;。]{1,40}的[^;。]{0,40}?(?:给予|予以|奖励|补助|补贴|奖补|减免)")
FEAST = re.compile(
    r"[“\"][^”\"]{1,12}[日节][”\"]|[\u4e00-\u9fff]{1,3}节(?![点约能前水])|(?:全民|全国|国际|世界|国家|中国)[\u4e00-\u9fff]{1,10}?[日节]"
)
PROMISES = re.compile(
    rf"(?:累计|力争|争取|确保|要|计划|拟|{BEGUN}|({alternation('targets', 'commit_verbs')})(?!的)|"
    r"[^,;。\n]{0,60}?(?:\d|目标(?:是|为|:)))"
)
GOALS_HEAD = re.compile(r"[^,;。\n]{0,24}(?:目标|指标)(?:\n|$)")
GOAL_IS = re.compile(r"的[^,;。的]{0,20}目标(?:任务)?(?:是|为|:)")
FULFILS = re.compile(r"(?:完成|实现|做好)$")
WORK = re.compile(r"的?[^,;。的、]{0,8}工作(?!任务)")
FIELD = re.compile(r"(?:时限|时间|期限|节点|日期):$")
ATTRIBUTIVE = re.compile(
    r"(?:\(含\)|期间|内)?(?:新|首次)?(?:造|建|栽植|种植|改造|立项|签约|评选|命名|排查|引进|招用|备案|列入|纳入|投入|建成|竣工|取得|毕业|出生|登记|注册|成立|认定|投产|参加|开工|批准|发放|形成|签订|供应)[^,;。]{0,6}的"
)
NOT_ALL_YEAR = re.compile(r"(?:度|任务|目标|计划|预期|预算|总量|累计|平均|时间、任务)")
